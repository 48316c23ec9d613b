import { asc, desc, eq } from 'drizzle-orm';
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

/** The newest price of every judge version for which one was set, by the version's id. */
export async function listPrices(db: Database): Promise<ReadonlyMap<number, PriceRow>> {
	const rows = await db
		.selectDistinctOn([prices.judgeVersionId])
		.from(prices)
		.orderBy(asc(prices.judgeVersionId), desc(prices.validFrom));
	return new Map(rows.map((row) => [row.judgeVersionId, row]));
}

export async function insertPrice(db: Database, price: typeof prices.$inferInsert): Promise<void> {
	await db.insert(prices).values(price);
}
