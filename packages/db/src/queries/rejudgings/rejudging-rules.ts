import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { rejudgingRules } from '../../schema/rejudgings.ts';

export type RejudgingRuleRow = typeof rejudgingRules.$inferSelect;

/** The rules that hold, oldest first. */
export async function listRules(db: Database): Promise<RejudgingRuleRow[]> {
	return db
		.select()
		.from(rejudgingRules)
		.where(isNull(rejudgingRules.removedAt))
		.orderBy(asc(rejudgingRules.createdAt), asc(rejudgingRules.id));
}

/** The rules about a judge that held when a version of it was released. */
export async function listRulesOf(
	db: Database,
	release: { readonly judgeSlug: string; readonly releasedAt: Date },
): Promise<RejudgingRuleRow[]> {
	return db
		.select()
		.from(rejudgingRules)
		.where(
			and(
				isNull(rejudgingRules.removedAt),
				eq(rejudgingRules.judgeSlug, release.judgeSlug),
				lte(rejudgingRules.createdAt, release.releasedAt),
			),
		)
		.orderBy(asc(rejudgingRules.createdAt), asc(rejudgingRules.id));
}

export async function insertRule(
	db: Database,
	rule: typeof rejudgingRules.$inferInsert,
): Promise<RejudgingRuleRow> {
	const [row] = await db.insert(rejudgingRules).values(rule).returning();
	if (!row) throw new Error(`rule ${rule.id} was not stored`);
	return row;
}

/** Ends a rule; undefined when there is none. What it has planned stays. */
export async function removeRule(db: Database, id: string): Promise<RejudgingRuleRow | undefined> {
	const [row] = await db
		.update(rejudgingRules)
		.set({ removedAt: sql`now()` })
		.where(and(eq(rejudgingRules.id, id), isNull(rejudgingRules.removedAt)))
		.returning();
	return row;
}
