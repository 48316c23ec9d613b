import type { Database } from '@codejoust/db/connect';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { parseJudgeName } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';

/** The judge version of a name, or a judge's newest where no version is named. */
export async function findJudge(db: Database, name: string): Promise<JudgeVersionRow> {
	const row = await findJudgeVersion(db, parseJudgeName(name));
	if (!row) throw new Refusal('not-found', `There is no judge "${name}".`);
	return row;
}
