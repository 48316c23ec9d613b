import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

export type SpendGroup = 'judge' | 'organisation' | 'benchmark';
/** What runs of one group have cost on one day. */
export type SpendRow = {
	readonly by: SpendGroup;
	/** Null: runs that count against no organisation's quota. */
	readonly name: string | null;
	/** `2026-11-20`, in UTC. */
	readonly day: string;
	readonly runs: number;
	readonly costMicroUsd: number;
};

/**
 * What all runs have cost by day, three times: by judge version, by organisation, and by benchmark version; in the order of
 * days and names. The costs are the counters of the runs, which the budgets add up too. A run counts in whole on the day
 * of its newest reply. A run of a judge check is one of the set's.
 */
export async function listSpend(
	db: Database,
	{ from }: { readonly from: string },
): Promise<readonly SpendRow[]> {
	const rows = await db.execute<{
		by: SpendGroup;
		name: string | null;
		day: string;
		runs: number;
		cost: string;
	}>(sql`
		with paid as (
			select runs.cost_micro_usd as cost,
				to_char(coalesce(runs.last_alive_at, runs.finished_at, runs.created_at) at time zone 'UTC', 'YYYY-MM-DD') as day,
				judges.slug || '@' || judge_versions.version as judge,
				benchmarks.slug || '@' || benchmark_versions.version as benchmark,
				(select organisation from quota_charges where quota_charges.run_id = runs.id order by id limit 1) as organisation
			from runs
			join judge_versions on judge_versions.id = runs.judge_version_id
			join judges on judges.id = judge_versions.judge_id
			join submissions on submissions.id = runs.submission_id
			join benchmark_versions on benchmark_versions.id = submissions.benchmark_version_id
			join benchmarks on benchmarks.id = benchmark_versions.benchmark_id
			where runs.cost_micro_usd > 0),
		days as (select * from paid where day >= ${from})
		select 'judge' as by, judge as name, day, count(*)::int as runs, sum(cost)::text as cost from days group by judge, day
		union all
		select 'organisation', organisation, day, count(*)::int, sum(cost)::text from days group by organisation, day
		union all
		select 'benchmark', benchmark, day, count(*)::int, sum(cost)::text from days group by benchmark, day
		order by day, name nulls last, by`);
	return rows.map(({ cost, ...row }) => ({ ...row, costMicroUsd: Number(cost) }));
}
