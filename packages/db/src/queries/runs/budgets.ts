import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { runs } from '../../schema/runs.ts';
import { findSetting, storeSetting } from '../settings/settings.ts';

const SERVICE_BUDGET = 'service-budget-micro-usd';

/** What the service may spend on judges in all, null without a limit; and what all its runs have cost. */
export async function findServiceBudget(db: Database) {
	const limit = await findSetting(db, SERVICE_BUDGET);
	const [row] = await db
		.select({ spent: sql<string>`coalesce(sum(${runs.costMicroUsd}), 0)` })
		.from(runs);
	return {
		limitMicroUsd: limit === undefined ? null : Number(limit),
		spentMicroUsd: Number(row?.spent ?? 0),
	};
}

export async function storeServiceBudget(db: Database, microUsd: number | null): Promise<void> {
	await storeSetting(db, {
		name: SERVICE_BUDGET,
		value: microUsd === null ? null : String(microUsd),
	});
}

export async function updateRunBudget(
	db: Database,
	{ runId, microUsd }: { readonly runId: string; readonly microUsd: number | null },
): Promise<void> {
	await db.update(runs).set({ budgetMicroUsd: microUsd }).where(eq(runs.id, runId));
}
