import { desc, eq } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { prices } from '../../schema/operation.ts';

export type PriceRow = typeof prices.$inferSelect;

/** The newest price that was set for a judge version; `undefined` when none was. */
export async function findPrice(
	db: Database,
	judgeVersionId: number,
): Promise<PriceRow | undefined> {
	const [row] = await db
		.select()
		.from(prices)
		.where(eq(prices.judgeVersionId, judgeVersionId))
		.orderBy(desc(prices.validFrom))
		.limit(1);
	return row;
}

export async function insertPrice(db: Database, price: typeof prices.$inferInsert): Promise<void> {
	await db.insert(prices).values(price);
}
