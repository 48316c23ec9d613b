import type { Database } from '@codejoust/db/connect';

/** What the newest finished judge check of a judge version measured; absent where there is none, as long as none can be run. */
export async function findCheckAccuracy(
	_db: Database,
	_judgeVersionId: number,
): Promise<{ readonly accuracy: number; readonly pairs: number } | undefined> {
	return undefined;
}
