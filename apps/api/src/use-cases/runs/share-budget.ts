import type { Database } from '@codejoust/db/connect';
import { updateRunBudget } from '@codejoust/db/queries/runs/budgets';
import type { TermsOf } from '../../judge-terms.ts';
import { estimateGamesOf } from './estimate-run.ts';
import type { PlannedRun } from './planned-run.ts';

/**
 * Shares the budget of a jury's run out over the runs of its members that did not exist before, by what each is expected to
 * cost (alike where a price is not known): the jury's own run spends nothing. The first judge of a cascade gets all of it, and
 * the second one what is left once it is asked. Does nothing for another judge.
 */
export async function shareBudget(
	tx: Database,
	termsOf: TermsOf,
	{
		run,
		budgetMicroUsd,
	}: { readonly run: PlannedRun; readonly budgetMicroUsd: number | undefined },
): Promise<void> {
	if (budgetMicroUsd === undefined) return;
	const members = run.members.filter(({ isNew }) => isNew);
	const costs: (number | null)[] = [];
	for (const member of members)
		costs.push((await estimateGamesOf(tx, member, termsOf)).cost_micro_usd);
	for (const [at, microUsd] of shareOut(budgetMicroUsd, costs).entries()) {
		const member = members[at];
		if (member) await updateRunBudget(tx, { runId: member.id, microUsd });
	}
}

/** Parts of a budget, in whole micro-dollars and never more than it together, in proportion to the costs; alike where one is unknown. */
export function shareOut(
	budgetMicroUsd: number,
	costs: readonly (number | null)[],
): readonly number[] {
	const known = costs.flatMap((cost) => cost ?? []);
	const total = known.reduce((sum, cost) => sum + cost, 0);
	const isKnown = known.length === costs.length && total > 0;
	return costs.map((cost) =>
		Math.floor(budgetMicroUsd * (isKnown ? (cost ?? 0) / total : 1 / costs.length)),
	);
}
