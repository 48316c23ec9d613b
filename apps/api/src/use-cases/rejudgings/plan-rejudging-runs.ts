import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { listMemberRuns } from '@codejoust/db/queries/runs/jury-runs';
import { holdRun, reviveRun } from '@codejoust/db/queries/runs/run-control';
import {
	dropRejudgingRun,
	type RejudgingRunKey,
	settleRejudgingRun,
	takeUnplanned,
} from '@codejoust/db/queries/rejudgings/rejudging-runs';
import {
	findRejudging,
	readPause,
	type RejudgingRow,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import { lockRunOf } from '@codejoust/db/queries/runs/runs';
import { findSubmission } from '@codejoust/db/queries/submissions/submissions';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import { completeRun, planRun } from '../runs/plan-run.ts';
import { type BattleInputs, openBattleInputs } from '../runs/read-battle-input.ts';
import { findSampledQuestions } from './rejudging-scope.ts';

const STANDING = ['published', 'held', 'private'];

/**
 * Plans and queues the runs that a re-judging needs and does not have, each in a transaction of its own: after a kill
 * whoever comes next goes on, and two at once take different ones. When it returns, all of them are planned, by whomever,
 * unless the process is stopping.
 */
export async function planRejudgingRuns(
	deps: Pick<ApiDeps, 'db' | 'enqueueRun' | 'log' | 'stopping'>,
	rejudgingId: string,
): Promise<void> {
	const row = await findRejudging(deps.db, rejudgingId);
	if (!row) return;
	const judge = await findJudgeVersionById(deps.db, row.rejudging.toJudgeVersionId);
	if (!judge) throw new Error(`re-judging ${rejudgingId} lost its judge`);
	const sampled = await findSampledQuestions(deps.db, row.rejudging);
	const questions = sampled && new Set(sampled);
	const inputs = await openBattleInputs(deps.db, row.rejudging.benchmarkVersionId);
	while (!deps.stopping.aborted) {
		const done = await deps.db.transaction(async (tx) => {
			const key = await takeUnplanned(tx, rejudgingId);
			return key && { runId: await planPart(tx, { row, judge, key, questions, inputs }) };
		});
		if (!done) return;
		if (done.runId === undefined) continue;
		deps.log.info(
			{ runId: done.runId, rejudgingId, judge: nameJudge(judge) },
			'a run of a re-judging is planned',
		);
		await deps.enqueueRun(done.runId);
	}
}

/** The run of one submission; undefined when nobody needs it any more. */
async function planPart(
	tx: Database,
	{
		row: { rejudging },
		judge,
		key,
		questions,
		inputs,
	}: {
		readonly row: RejudgingRow;
		readonly judge: JudgeVersionRow;
		readonly key: RejudgingRunKey;
		readonly questions: ReadonlySet<string> | undefined;
		readonly inputs: BattleInputs;
	},
): Promise<string | undefined> {
	const { submissionId, replicate } = key;
	const pause = await readPause(tx, rejudging.id);
	if (pause.cancelledAt) return undefined;
	const submission = await findSubmission(tx, submissionId);
	if (!submission || !STANDING.includes(submission.state)) {
		await dropRejudgingRun(tx, key);
		return undefined;
	}
	const { priority, via } = rejudging;
	const there = await lockRunOf(tx, { submissionId, judgeVersionId: judge.id, replicate });
	const input = await inputs(tx, submissionId);
	const plan = { submission, judge, input, replicate, questions, priority, via };
	const runId = there?.id ?? (await planRun(tx, plan)).id;
	let isOwn = there === undefined;
	if (there) {
		isOwn = (await completeRun(tx, runId, plan)) > 0;
		isOwn ||= there.held === 'cancelled' && there.finishedAt === null;
		await reviveRun(tx, runId);
	}
	const members = await listMemberRuns(tx, runId);
	const costBeforeMicroUsd = members.reduce(
		(total, { costMicroUsd }) => total + (costMicroUsd ?? 0),
		there?.costMicroUsd ?? 0,
	);
	await settleRejudgingRun(tx, key, { runId, isOwn, costBeforeMicroUsd });
	const { pausedAt, pausedReason, isPausedByItself } = pause;
	const reason = pausedReason ?? 'its re-judging is paused';
	const cause = isPausedByItself ? 'trouble' : 'operator';
	if (pausedAt)
		for (const id of [runId, ...members.map((member) => member.id)])
			await holdRun(tx, { runId: id, held: 'paused', cause, reason });
	return runId;
}
