import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** Replies that came in during one span of a run. */
export type ThroughputSpan = {
	readonly at: Date;
	readonly scored: number;
	/** Attempts without a verdict, those that a verdict followed included. */
	readonly unscored: number;
	/** Micro-dollars; null where no reply of the span has a price. */
	readonly costMicroUsd: number | null;
};

/**
 * The replies of a run by spans of `seconds`, oldest first; spans without a reply are left out. What was known before the run
 * began is not in it.
 */
export async function listThroughput(
	db: Database,
	{
		runId,
		from,
		seconds,
	}: { readonly runId: string; readonly from: Date; readonly seconds: number },
): Promise<ThroughputSpan[]> {
	const rows = await db.execute<{
		at: number;
		scored: number;
		unscored: number;
		cost: string | null;
	}>(sql`
		select (floor(extract(epoch from judgments.received_at) / ${seconds}::int) * ${seconds}::int)::float8 as at,
			count(*) filter (where judgments.verdict is not null)::int as scored,
			count(*) filter (where judgments.verdict is null)::int as unscored,
			sum(judgments.cost_micro_usd)::text as cost
		from battles
		join games on games.battle_id = battles.id
		join judgments on judgments.identity = games.identity
		where battles.run_id = ${runId} and judgments.received_at >= ${from.toISOString()}::timestamptz
		group by 1 order by 1`);
	return rows.map(({ at, scored, unscored, cost }) => ({
		at: new Date(at * 1000),
		scored,
		unscored,
		costMicroUsd: cost === null ? null : Number(cost),
	}));
}
