import { sql } from 'drizzle-orm';
import type { ProviderErrorClass, UnscoredReason } from '@codejoust/arena/rules/judgment';
import type { Database } from '../../connect.ts';

export type RunFigure = {
	readonly state: 'queued' | 'judging' | 'paused' | 'cancelled' | 'done';
	readonly runs: number;
	/** Since the one that has been in this state longest came into it. */
	readonly oldestSeconds: number;
};

/** How many runs are in each state, and for how long the oldest of each. States without a run are left out. */
export async function listRunFigures(db: Database): Promise<RunFigure[]> {
	const rows = await db.execute<{ state: RunFigure['state']; runs: number; oldest: number }>(sql`
		select state, count(*)::int as runs,
			greatest(0, extract(epoch from now() - min(since)))::float8 as oldest
		from (
			select case when finished_at is not null then 'done' when held is not null then held
					when hold.since is not null then 'paused'
					when started_at is not null then 'judging' else 'queued' end as state,
				case when finished_at is not null then finished_at
					when held is not null then coalesce(held_at, created_at)
					when hold.since is not null then hold.since
					else coalesce(started_at, created_at) end as since
			from runs left join lateral (
				select min(judge_holds.since) as since from judge_holds
				where judge_holds.lifted_at is null and judge_holds.endpoint = runs.endpoint
					and coalesce(judge_holds.judge_version_id, runs.judge_version_id) = runs.judge_version_id
			) hold on runs.finished_at is null) as placed
		group by state order by state`);
	return rows.map(({ state, runs, oldest }) => ({ state, runs, oldestSeconds: oldest }));
}

export type UnscoredFigure = {
	readonly reason: UnscoredReason;
	/** Of a provider error. */
	readonly errorClass: ProviderErrorClass | null;
	readonly games: number;
};

/** Games whose newest attempt brought no verdict, by reason. A game that several runs share is counted once. */
export async function listUnscoredFigures(db: Database): Promise<UnscoredFigure[]> {
	const rows = await db.execute<{
		reason: UnscoredReason;
		error_class: ProviderErrorClass | null;
		games: number;
	}>(sql`
		select unscored_reason as reason, error_class, count(*)::int as games
		from judgments
		where verdict is null and not exists (
			select 1 from judgments newer
			where newer.identity = judgments.identity and newer.attempt > judgments.attempt)
		group by unscored_reason, error_class
		order by unscored_reason, error_class`);
	return rows.map(({ reason, error_class: errorClass, games }) => ({ reason, errorClass, games }));
}
