import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judgeVersions } from '../../schema/judges.ts';
import { runs } from '../../schema/runs.ts';
import { isKept } from '../endpoints/holds.ts';
import { hasMembers } from './jury-runs.ts';

/** How much is to be judged before a run (before a new one, without a run): runs that are not held, and their open games. */
export async function measureQueue(
	db: Database,
	run?: { readonly id: string; readonly priority: number; readonly createdAt: Date },
): Promise<{ readonly runs: number; readonly games: number }> {
	const isBefore = run
		? sql`(-${runs.priority}, date_trunc('milliseconds', ${runs.createdAt}), ${runs.id}) < (${-run.priority}::int, ${run.createdAt.toISOString()}::timestamptz, ${run.id}::text)`
		: undefined;
	const [row] = await db
		.select({
			runs: sql<number>`count(*)::int`,
			games: sql<number>`coalesce(sum(${runs.games} - ${runs.gamesScored} - ${runs.gamesUnscored}), 0)::int`,
		})
		.from(runs)
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		// What a jury or cascade waits for is asked by its members' runs.
		.where(
			and(
				isNull(runs.finishedAt),
				isNull(runs.held),
				sql`not ${isKept(sql`${runs.endpoint}`, sql`${runs.judgeVersionId}`)}`,
				sql`not ${hasMembers(sql`${judgeVersions}`)}`,
				isBefore,
			),
		);
	return row ?? { runs: 0, games: 0 };
}
