import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';
import { until } from './until.ts';

/** What the service has still to do by itself, without anybody asking. */
export type Underway = {
	readonly runs: number;
	readonly boards: number;
	readonly checks: number;
	readonly rejudgings: number;
	readonly jobs: number;
};

const NOTHING: Underway = { runs: 0, boards: 0, checks: 0, rejudgings: 0, jobs: 0 };

/**
 * Resolves when nothing changes any more unless somebody asks: no run is being judged, no board or judge check is being
 * computed, no re-judging is being followed, and the queue has nothing that is due. Held runs are at rest, and those of a held judge or endpoint. With `kinds`,
 * only these are waited for.
 */
export async function untilAtRest(
	db: Database,
	kinds = Object.keys(NOTHING) as readonly (keyof Underway)[],
): Promise<void> {
	await until(
		() => countUnderway(db),
		(found) => kinds.every((kind) => found[kind] === 0),
	);
}

async function countUnderway(db: Database): Promise<Underway> {
	const [row] = await db.execute<Underway>(sql`
		select
			(select count(*)::int from runs where finished_at is null and held is null and not exists (
				select from judge_holds where lifted_at is null and judge_holds.endpoint = runs.endpoint
					and coalesce(judge_holds.judge_version_id, runs.judge_version_id) = runs.judge_version_id)
			) as runs,
			(select count(*)::int from boards where stale_since is not null) as boards,
			(select count(*)::int from judge_checks join runs on runs.id = run_id
				where stale_since is not null and finished_at is not null) as checks,
			(select count(*)::int from rejudgings
				where started_at is not null and coalesce(reported_at, paused_at, cancelled_at, discarded_at) is null
			) as rejudgings,
			(select count(*)::int from queue.job where name <> 'dead-chunks'
				and (state = 'active' or state < 'active' and start_after <= now())) as jobs`);
	return row ?? NOTHING;
}
