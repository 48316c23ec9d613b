import type { Connection } from '@codejoust/db/connect';
import { purgeRequestCounts } from '@codejoust/db/queries/keys/request-counts';
import type { Logger } from 'pino';
import { type Keeper, keepWorking } from './keep-working.ts';

const EVERY_MS = 60_000;

/** Removes what is stored of callers' earlier minutes, now and every minute. */
export function keepRequestCounts({
	db,
	log,
}: Pick<Connection, 'db'> & { readonly log: Logger }): Keeper {
	const keeper = keepWorking({
		work: () => purgeRequestCounts(db, new Date()),
		everyMs: EVERY_MS,
		onTrouble: (error) => log.warn({ err: error }, 'old counts of requests were not removed'),
	});
	keeper.wake();
	return keeper;
}
