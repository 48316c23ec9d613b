import type { Logger } from 'pino';
import type { Connection } from '@codejoust/db/connect';
import { endOpenClaims, purgeIdempotencyKeys } from '@codejoust/db/queries/keys/idempotency';
import { type Keeper, keepWorking } from './keep-working.ts';

const EVERY_MS = 3_600_000;

/**
 * Removes Idempotency-Keys that nobody repeats any more, now and every hour. On the embedded database this is the only
 * process: what is claimed at its start belongs to a dead one, and is free immediately.
 */
export async function keepIdempotencyKeys({
	connection,
	log,
}: {
	readonly connection: Pick<Connection, 'db' | 'isSole'>;
	readonly log: Logger;
}): Promise<Keeper> {
	const { db, isSole } = connection;
	if (isSole) await endOpenClaims(db);
	const keeper = keepWorking({
		work: () => purgeIdempotencyKeys(db),
		everyMs: EVERY_MS,
		onTrouble: (error) => log.warn({ err: error }, 'old Idempotency-Keys were not removed'),
	});
	keeper.wake();
	return keeper;
}
