import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { findCheckSetOfSubmission } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import { isPartRun } from '@codejoust/db/queries/runs/cascade-runs';
import { listRuns } from '@codejoust/db/queries/runs/runs';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import type { FoundRun } from '../../present/run.ts';
import { Refusal } from '../../refusal.ts';
import type { RunPlan } from './estimate-run.ts';
import { chargeRun } from './charge-run.ts';
import { logPlannedRun } from './log-planned-run.ts';
import { planWhole } from './plan-whole.ts';
import { readBattleInput } from './read-battle-input.ts';
import { readRun } from './read-run.ts';
import { shareBudget } from './share-budget.ts';

/** Judges a stored submission by another judge version, or by the same one again as a replicate. */
export async function createRun(
	deps: ApiDeps,
	plan: RunPlan & {
		readonly priority: number;
		readonly budgetMicroUsd: number | undefined;
		readonly by: Actor;
	},
): Promise<FoundRun> {
	const { submission, judge, replicate, via = 'live', priority, budgetMicroUsd } = plan;
	await refuseCheckSet(deps, plan);
	await refuseRepetition(deps, plan);
	const planned = await deps.db.transaction(async (tx) => {
		const run = await planWhole(tx, {
			submission,
			judge,
			input: await readBattleInput(tx, submission),
			replicate,
			via,
			priority,
			budgetMicroUsd,
		});
		await appendAudit(tx, {
			...plan.by,
			action: 'run.create',
			subject: run.id,
			after: {
				submission: submission.id,
				judge: nameJudge(judge),
				replicate,
				via,
				budget_micro_usd: budgetMicroUsd ?? null,
			},
		});
		await shareBudget(tx, deps.termsOf, { run, budgetMicroUsd });
		await chargeRun(tx, deps, { keyId: plan.by.actor, submissions: 0, run });
		return run;
	});
	logPlannedRun(deps, planned);
	await deps.enqueueRun(planned.id);
	return readRun(deps, planned.id);
}

/** The pairs of a judge check set stand on no board. */
async function refuseCheckSet({ db }: ApiDeps, { submission, judge }: RunPlan) {
	const set = await findCheckSetOfSubmission(db, submission.id);
	if (!set) return;
	throw new Refusal(
		'conflict',
		`The submission ${submission.id} holds the pairs of the judge check set ${set.slug}@${set.version}. Run ${nameJudge(judge)} over it with POST /v1/judge-checks.`,
	);
}

async function refuseRepetition({ db }: ApiDeps, { submission, judge, replicate }: RunPlan) {
	const runs = await listRuns(db, { submissionId: submission.id, limit: 1000 });
	const same = runs.find(
		({ run }) => run.judgeVersionId === judge.id && run.replicate === replicate,
	);
	// One that a cascade has asked about some of the battles is completed.
	if (!same || (await isPartRun(db, same.run.id))) return;
	const name = nameJudge(same.judge);
	const { length: count } = await listQuestionOutlines(db, submission.benchmarkVersionId);
	if (same.run.battles < count)
		throw new Refusal(
			'already-exists',
			`Run ${same.run.id} judges ${same.run.battles} of the ${count} battles of this submission by ${name}, replicate ${replicate}: a sample, or the turns of a member of a jury. Judge the board again by ${name}, which adds the others, or choose another replicate.`,
		);
	throw new Refusal(
		'already-exists',
		`Run ${same.run.id} already judges this submission by ${name}, replicate ${replicate}. Choose another replicate, or retry that run.`,
	);
}
