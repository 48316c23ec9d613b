import { appendAudit } from '@codejoust/db/queries/access';
import { listRuns } from '@codejoust/db/queries/runs';
import type { ApiDeps } from '../deps.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { Run } from '../schemas/submission.ts';
import type { RunPlan } from './estimate-run.ts';
import { planRun } from './plan-run.ts';
import { readRun } from './read-submission.ts';

/** Judges a stored submission by another judge version, or by the same one again as a replicate. */
export async function createRun(
	deps: ApiDeps,
	plan: RunPlan & {
		readonly priority: number;
		readonly budgetMicroUsd: number | undefined;
		readonly actor: string;
	},
): Promise<Run> {
	const { submission, judge, replicate, priority, budgetMicroUsd } = plan;
	await refuseRepetition(deps, plan);
	const runId = await deps.db.transaction((tx) =>
		planRun(tx, {
			submissionId: submission.id,
			benchmarkVersionId: submission.benchmarkVersionId,
			judge,
			replicate,
			priority,
			budgetMicroUsd,
		}),
	);
	await appendAudit(deps.db, { actor: plan.actor, action: 'run.create', subject: runId });
	await deps.enqueueRun(runId);
	return readRun(deps, runId);
}

async function refuseRepetition({ db }: ApiDeps, { submission, judge, replicate }: RunPlan) {
	const runs = await listRuns(db, { submissionId: submission.id, limit: 1000 });
	const same = runs.find(
		({ run }) => run.judgeVersionId === judge.id && run.replicate === replicate,
	);
	if (!same) return;
	const name = presentJudgeBrief(same.judge).name;
	throw new Refusal(
		'already-exists',
		`Run ${same.run.id} is this submission under ${name}, replicate ${replicate}. Choose another replicate, or retry that run.`,
	);
}
