import type { Database } from '@codejoust/db/connect';
import { findServiceBudget } from '@codejoust/db/queries/runs/budgets';
import { findRejudgingBudgets } from '@codejoust/db/queries/rejudgings/rejudging-runs';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import { type Budget, createBudget, joinBudgets, type LimitedBudget } from './budget.ts';

export type Budgets = {
	/** What holds for a run as stored: its own limit, its re-judging's and the service's; absent where there is none. */
	readonly of: (run: RunRow['run']) => Promise<Budget | undefined>;
};

const SERVICE = 'service';

/** The budgets that this process spends from. What other workers have in flight is seen once it is stored. */
export function openBudgets(db: Database): Budgets {
	const known = new Map<string, LimitedBudget>();
	const open = (key: string, owner: string, limit: number | null, spentMicroUsd: number) => {
		if (limit === null) return [];
		const stored = { limitMicroUsd: limit, spentMicroUsd };
		const budget = known.get(key) ?? createBudget(owner, stored);
		known.set(key, budget);
		budget.catchUp(stored);
		return [budget];
	};
	return {
		of: async (run) => {
			const service = await findServiceBudget(db);
			const rejudgings = await findRejudgingBudgets(db, run.id);
			return joinBudgets([
				...open(run.id, 'the budget', run.budgetMicroUsd, run.costMicroUsd ?? 0),
				...rejudgings.flatMap(({ id, limitMicroUsd, spentMicroUsd }) =>
					open(id, 'the re-judging’s budget', limitMicroUsd, spentMicroUsd),
				),
				...open(SERVICE, 'the service’s budget', service.limitMicroUsd, service.spentMicroUsd),
			]);
		},
	};
}
