import type { Database } from '@codejoust/db/connect';
import { isPartRun } from '@codejoust/db/queries/runs/cascade-runs';
import { updateRunBudget } from '@codejoust/db/queries/runs/budgets';
import { lockRunOf } from '@codejoust/db/queries/runs/runs';
import { takeUp } from './plan-members.ts';
import { planRun } from './plan-run.ts';
import type { PlannedRun, RunToPlan } from './planned-run.ts';

/**
 * Plans and stores a run of all questions, as `planRun` does. One that cascades have asked about some of them is completed, and
 * gets the budget of the plan.
 */
export async function planWhole(tx: Database, plan: RunToPlan): Promise<PlannedRun> {
	const { submission, judge, replicate = 0, shownReferences = 'on', budgetMicroUsd } = plan;
	const key = { submissionId: submission.id, judgeVersionId: judge.id, replicate };
	const there = shownReferences === 'on' ? await lockRunOf(tx, key) : undefined;
	const part = there && (await isPartRun(tx, there.id)) ? await takeUp(tx, plan) : undefined;
	if (!part) return planRun(tx, plan);
	if (budgetMicroUsd !== undefined)
		await updateRunBudget(tx, { runId: part.id, microUsd: budgetMicroUsd });
	return part;
}
