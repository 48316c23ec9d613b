import type { Database } from '@codejoust/db/connect';
import {
	type HoldRow,
	listKeptRuns,
	listUnlifted,
	lockKeptRuns,
} from '@codejoust/db/queries/endpoints/holds';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { holdRun } from '@codejoust/db/queries/runs/run-control';
import { lockRunOf } from '@codejoust/db/queries/runs/runs';
import { findSubmission } from '@codejoust/db/queries/submissions/submissions';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import { liftWithin } from '../runs/lift-hold.ts';
import { planRun } from '../runs/plan-run.ts';
import { readBattleInput } from '../runs/read-battle-input.ts';

/** What follows from a promotion, to be told to the queue once it is stored. */
export type Released = {
	/** Runs of the replaced judge that ended. */
	readonly ended: readonly string[];
	/** Runs that the new live judge plays in their place. */
	readonly planned: readonly string[];
};

/**
 * What waited for a held judge on this board is judged by the judge that replaces it; a run of the new judge that is there
 * already is enough. The holds of the replaced judge end with the last run that waited for them.
 */
export async function releaseWaiting(
	tx: Database,
	{
		benchmarkVersionId,
		from,
		to,
		by,
	}: {
		readonly benchmarkVersionId: number;
		readonly from: JudgeVersionRow;
		readonly to: JudgeVersionRow;
		readonly by: Actor;
	},
): Promise<Released> {
	const waiting = await lockKeptRuns(tx, { benchmarkVersionId, judgeVersionId: from.id });
	const reason = `its judge ${nameJudge(from)} was replaced by ${nameJudge(to)}`;
	const planned: string[] = [];
	for (const { id, submissionId, replicate } of waiting) {
		await holdRun(tx, { runId: id, held: 'cancelled', cause: 'operator', reason });
		if (replicate !== 0) continue;
		if (await lockRunOf(tx, { submissionId, judgeVersionId: to.id, replicate })) continue;
		const submission = await findSubmission(tx, submissionId);
		if (!submission) continue;
		const input = await readBattleInput(tx, submission);
		planned.push((await planRun(tx, { submission, judge: to, input })).id);
	}
	const over: HoldRow[] = [];
	for (const hold of await listUnlifted(tx, { judgeVersionId: from.id }))
		if ((await listKeptRuns(tx, hold)).length === 0) over.push(hold);
	const ended = waiting.map(({ id }) => id);
	await liftWithin(tx, over, by);
	return { ended, planned };
}
