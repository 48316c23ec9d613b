import type { Connection } from '@codejoust/db/connect';
import { purgeComputedAnswers } from '@codejoust/db/queries/boards/computed-answers';
import { purgeRequestCounts } from '@codejoust/db/queries/keys/request-counts';
import type { Logger } from 'pino';
import { type Keeper, keepWorking } from './keep-working.ts';

const EVERY_MS = 60_000;

/** Removes what processes share for some minutes and nobody needs any more, now and every minute: counts of requests, computed answers. */
export function keepTogether({
	db,
	log,
}: Pick<Connection, 'db'> & { readonly log: Logger }): Keeper {
	const keeper = keepWorking({
		work: async () => {
			await purgeRequestCounts(db, new Date());
			await purgeComputedAnswers(db);
		},
		everyMs: EVERY_MS,
		onTrouble: (error) => log.warn({ err: error }, 'what processes share was not cleared'),
	});
	keeper.wake();
	return keeper;
}
