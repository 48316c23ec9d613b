import { appendAudit } from '@codejoust/db/queries/access';
import { findCheckSetOfSubmission } from '@codejoust/db/queries/judge-check-sets';
import { listRuns } from '@codejoust/db/queries/runs';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { Run } from '../schemas/submission.ts';
import type { RunPlan } from './estimate-run.ts';
import { chargeRun } from './charge-run.ts';
import { planRun } from './plan-run.ts';
import { readRun } from './read-submission.ts';

/** Judges a stored submission by another judge version, or by the same one again as a replicate. */
export async function createRun(
	deps: ApiDeps,
	plan: RunPlan & {
		readonly priority: number;
		readonly budgetMicroUsd: number | undefined;
		readonly by: Actor;
	},
): Promise<Run> {
	const { submission, judge, replicate, via = 'live', priority, budgetMicroUsd } = plan;
	await refuseCheckSet(deps, plan);
	await refuseRepetition(deps, plan);
	const runId = await deps.db.transaction(async (tx) => {
		const id = await planRun(tx, {
			submissionId: submission.id,
			benchmarkVersionId: submission.benchmarkVersionId,
			judge,
			replicate,
			via,
			priority,
			budgetMicroUsd,
		});
		await appendAudit(tx, {
			...plan.by,
			action: 'run.create',
			subject: id,
			after: {
				submission: submission.id,
				judge: presentJudgeBrief(judge).name,
				replicate,
				via,
				budget_micro_usd: budgetMicroUsd ?? null,
			},
		});
		await chargeRun(tx, deps, { keyId: plan.by.actor, submissions: 0, runId: id });
		return id;
	});
	await deps.enqueueRun(runId);
	return readRun(deps, runId);
}

/** The pairs of a judge check set stand on no board. */
async function refuseCheckSet({ db }: ApiDeps, { submission, judge }: RunPlan) {
	const set = await findCheckSetOfSubmission(db, submission.id);
	if (!set) return;
	throw new Refusal(
		'conflict',
		`The submission ${submission.id} holds the pairs of the judge check set ${set.slug}@${set.version}. Run ${presentJudgeBrief(judge).name} over it with POST /v1/judge-checks.`,
	);
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
