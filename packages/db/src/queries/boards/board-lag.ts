import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

export type BoardLag = {
	readonly boards: number;
	/** With changes that their snapshot does not hold. */
	readonly stale: number;
	/** How long the oldest such change has waited; 0 without one. */
	readonly oldestSeconds: number;
};

/**
 * How far boards are behind their judgments. A board that changes again and again is as old as its first change since its
 * snapshot: the end of a run, or what made it stale where no run has ended since.
 */
export async function readBoardLag(db: Database): Promise<BoardLag> {
	const [row] = await db.execute<{ boards: number; stale: number; oldest: number | null }>(sql`
		select count(*)::int as boards, count(boards.stale_since)::int as stale,
			extract(epoch from now() - min(least(boards.stale_since, (
				select min(runs.finished_at) from runs
				join submissions on submissions.id = runs.submission_id
				where boards.stale_since is not null
					and submissions.benchmark_version_id = boards.benchmark_version_id
					and runs.judge_version_id = boards.judge_version_id
					and runs.finished_at > boards.updated_at))))::float8 as oldest
		from boards`);
	if (!row) throw new Error('a count has one row');
	return { boards: row.boards, stale: row.stale, oldestSeconds: Math.max(0, row.oldest ?? 0) };
}
