import { nameJudge } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { findLiveJudgeId, holdRetirement } from '@codejoust/db/queries/judges/judge-retirement';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';

/** The judge that plays what is submitted to a benchmark version: its live board's, the configured one while it has none. */
export async function chooseJudge(
	db: Database,
	{ defaultJudge }: Pick<ApiDeps, 'defaultJudge'>,
	version: { readonly id: number; readonly isSample: boolean },
): Promise<JudgeVersionRow> {
	const liveId = await findLiveJudgeId(db, version.id);
	if (liveId === undefined) return defaultJudge(version);
	const judge = await findJudgeVersionById(db, liveId);
	if (!judge) throw new Error(`judge version ${liveId} vanished`);
	return judge;
}

/** A retired judge starts no runs. Within a transaction it cannot be retired before the end of it. */
export async function refuseRetiredJudge(db: Database, judge: JudgeVersionRow): Promise<void> {
	const retiredAt = await holdRetirement(db, judge.id);
	if (retiredAt === null) return;
	throw new Refusal(
		'conflict',
		`The judge ${nameJudge(judge)} was retired at ${retiredAt.toISOString()} and starts no runs. An operator has to restore it, or to make another judge live.`,
	);
}
