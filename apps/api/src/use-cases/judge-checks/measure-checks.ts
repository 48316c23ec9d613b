import { measureCheck } from '@codejoust/arena/judge-quality/judge-check';
import type { Database } from '@codejoust/db/connect';
import {
	listCheckedPairs,
	listStaleChecks,
	storeCheckResults,
} from '@codejoust/db/queries/judge-checks/judge-checks';
import type { Logger } from 'pino';

/** Goes up with every change of the arithmetic: stored numbers of another version are computed again at a start. */
export const CHECK_CODE_VERSION = 'check-3';

/** Computes the numbers of every judge check whose run has ended since; one that fails keeps no other waiting. */
export async function measureStaleChecks({
	db,
	log,
}: {
	readonly db: Database;
	readonly log: Logger;
}): Promise<void> {
	for (const { id, staleSince } of await listStaleChecks(db)) {
		try {
			const results = measureCheck(await listCheckedPairs(db, id));
			await storeCheckResults(db, { id, results, codeVersion: CHECK_CODE_VERSION, staleSince });
		} catch (error) {
			log.error({ err: error, check: id }, 'a judge check could not be measured');
		}
	}
}
