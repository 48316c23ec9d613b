import type { Connection } from '@codejoust/db/connect';
import type { Logger } from 'pino';
import {
	type ComputedTogether,
	openComputedTogether,
} from '../use-cases/boards/computed-together.ts';

/** What the other processes of the database compute for readers; undefined where this is the only one. */
export function shareComputations({
	connection: { db, isSole },
	log,
}: {
	readonly connection: Pick<Connection, 'db' | 'isSole'>;
	readonly log: Logger;
}): ComputedTogether | undefined {
	if (isSole) return undefined;
	return openComputedTogether({
		db,
		onTrouble: (error) =>
			log.warn({ err: error }, 'an answer was computed and not kept for other processes'),
	});
}
