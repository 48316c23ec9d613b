import { findServiceBudget } from '@codejoust/db/queries/runs/budgets';
import { listSpend, type SpendRow } from '@codejoust/db/queries/runs/spend';
import type { Spend, SpendPart } from '@codejoust/contract/schemas/spend';
import type { ApiDeps } from '../../deps.ts';

const DAY_MS = 86_400_000;

/** What judging has cost in the last `days` days of UTC, today among them, by judge, organisation and benchmark. */
export async function readSpend(
	{ db }: Pick<ApiDeps, 'db'>,
	{ days, now }: { readonly days: number; readonly now: Date },
): Promise<Spend> {
	const from = dayOf(now.getTime() - (days - 1) * DAY_MS);
	const [rows, { spentMicroUsd }] = [await listSpend(db, { from }), await findServiceBudget(db)];
	const part = (by: SpendRow['by']) => addUp(rows.filter((row) => row.by === by));
	const byJudge = part('judge');
	return {
		from,
		to: dayOf(now.getTime()),
		cost_micro_usd: byJudge.reduce((sum, { cost_micro_usd: cost }) => sum + cost, 0),
		spent_micro_usd: spentMicroUsd,
		by_judge: byJudge,
		by_organisation: part('organisation'),
		by_benchmark: part('benchmark'),
	};
}

function dayOf(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}

/** Rows of one group by name, the dearest first; days in their order. */
function addUp(rows: readonly SpendRow[]): SpendPart[] {
	return [...Map.groupBy(rows, ({ name }) => name)]
		.map(([name, days]) => ({
			name,
			runs: days.reduce((sum, { runs }) => sum + runs, 0),
			cost_micro_usd: days.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
			days: days.map(({ day, costMicroUsd }) => ({ day, cost_micro_usd: costMicroUsd })),
		}))
		.sort((a, b) => b.cost_micro_usd - a.cost_micro_usd);
}
