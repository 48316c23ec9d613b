import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionById } from '@codejoust/db/queries/judges';
import { holdRun, reviveRun } from '@codejoust/db/queries/run-control';
import {
	dropRejudgingRun,
	type RejudgingRunKey,
	settleRejudgingRun,
	takeUnplanned,
} from '@codejoust/db/queries/rejudging-runs';
import { findRejudging, type RejudgingRow } from '@codejoust/db/queries/rejudgings';
import { extendRun, lockRunOf } from '@codejoust/db/queries/runs';
import { findSubmission } from '@codejoust/db/queries/submissions';
import type { ApiDeps } from '../deps.ts';
import { planBattles, planRun } from './plan-run.ts';
import { findSampledQuestions } from './rejudging-scope.ts';

const STANDING = ['published', 'held', 'private'];

/**
 * Plans and queues the runs that a re-judging needs and does not have, each in a transaction of its own: after a kill
 * whoever comes next goes on, and two at once take different ones.
 */
export async function planRejudgingRuns(
	deps: Pick<ApiDeps, 'db' | 'enqueueRun'>,
	rejudgingId: string,
): Promise<void> {
	const row = await findRejudging(deps.db, rejudgingId);
	if (!row) return;
	const sampled = await findSampledQuestions(deps.db, row.rejudging);
	const questions = sampled && new Set(sampled);
	for (;;) {
		const done = await deps.db.transaction(async (tx) => {
			const key = await takeUnplanned(tx, rejudgingId);
			return key && { runId: await planPart(tx, { row, key, questions }) };
		});
		if (!done) return;
		if (done.runId !== undefined) await deps.enqueueRun(done.runId);
	}
}

/** The run of one submission; undefined when nobody needs it any more. */
async function planPart(
	tx: Database,
	{
		row: { rejudging },
		key,
		questions,
	}: {
		readonly row: RejudgingRow;
		readonly key: RejudgingRunKey;
		readonly questions: ReadonlySet<string> | undefined;
	},
): Promise<string | undefined> {
	const { submissionId, replicate } = key;
	const submission = await findSubmission(tx, submissionId);
	if (!submission || !STANDING.includes(submission.state)) {
		await dropRejudgingRun(tx, key);
		return undefined;
	}
	const { benchmarkVersionId, toJudgeVersionId: judgeVersionId } = rejudging;
	const judge = await findJudgeVersionById(tx, judgeVersionId);
	if (!judge) throw new Error(`re-judging ${rejudging.id} lost its judge`);
	const plan = { submissionId, benchmarkVersionId, judge, replicate, questions };
	const there = await lockRunOf(tx, { submissionId, judgeVersionId, replicate });
	const runId = there?.id ?? (await planRun(tx, { ...plan, priority: rejudging.priority }));
	let isOwn = there === undefined;
	if (there) {
		const battles = await planBattles(tx, plan);
		isOwn = (await extendRun(tx, runId, { benchmarkVersionId, battles })) > 0;
		isOwn ||= there.held === 'cancelled' && there.finishedAt === null;
		await reviveRun(tx, runId);
	}
	const costBeforeMicroUsd = there?.costMicroUsd ?? 0;
	await settleRejudgingRun(tx, key, { runId, isOwn, costBeforeMicroUsd });
	const reason = rejudging.pausedReason ?? 'its re-judging is paused';
	if (rejudging.pausedAt) await holdRun(tx, { runId, held: 'paused', reason });
	return runId;
}
