import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { boards } from '../../schema/boards.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import type { BoardKey } from './boards.ts';
import { judgeBriefColumns } from '../runs/runs.ts';

/**
 * The run of every published submission that stands or will stand on a board; of a variant's submissions the newest.
 * Paused and cancelled runs are left out.
 */
const selectCounted = (db: Database, key?: BoardKey) =>
	db
		.selectDistinctOn(
			[submissions.benchmarkVersionId, runs.judgeVersionId, submissions.variantId],
			{
				id: runs.id,
				benchmarkVersionId: submissions.benchmarkVersionId,
				judgeVersionId: runs.judgeVersionId,
				gamesUnscored: runs.gamesUnscored,
			},
		)
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.where(
			and(
				eq(submissions.state, 'published'),
				eq(submissions.isBaseline, false),
				eq(runs.replicate, 0),
				isNull(runs.held),
				key && eq(submissions.benchmarkVersionId, key.benchmarkVersionId),
				key && eq(runs.judgeVersionId, key.judgeVersionId),
			),
		)
		.orderBy(
			submissions.benchmarkVersionId,
			runs.judgeVersionId,
			submissions.variantId,
			desc(submissions.publishedAt),
			desc(submissions.id),
		);

/** The runs of a board that have unscored games, by id. */
export async function listUnscoredRuns(db: Database, key: BoardKey): Promise<readonly string[]> {
	const counted = selectCounted(db, key).as('counted');
	const rows = await db
		.select({ id: counted.id })
		.from(counted)
		.where(gt(counted.gamesUnscored, 0))
		.orderBy(asc(counted.id));
	return rows.map(({ id }) => id);
}

/** Every board with its counted runs and their unscored games; by benchmark, the newest version and the live board first. */
export async function listAllBoards(db: Database) {
	const counted = selectCounted(db).as('counted');
	return db
		.select({
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			visibility: benchmarkVersions.visibility,
			judge: judgeBriefColumns,
			isLive: boards.isLive,
			updatedAt: boards.updatedAt,
			runs: sql<number>`count(${counted.id})::int`,
			unscoredRuns: sql<number>`count(*) filter (where ${counted.gamesUnscored} > 0)::int`,
			unscoredGames: sql<number>`coalesce(sum(${counted.gamesUnscored}), 0)::int`,
		})
		.from(boards)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, boards.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, boards.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.leftJoin(
			counted,
			and(
				eq(counted.benchmarkVersionId, boards.benchmarkVersionId),
				eq(counted.judgeVersionId, boards.judgeVersionId),
			),
		)
		.groupBy(
			boards.benchmarkVersionId,
			boards.judgeVersionId,
			benchmarks.id,
			benchmarkVersions.id,
			judges.id,
			judgeVersions.id,
		)
		.orderBy(
			asc(benchmarks.slug),
			desc(benchmarkVersions.id),
			desc(boards.isLive),
			asc(judges.slug),
			desc(judgeVersions.version),
		);
}
export type BoardCoverage = Awaited<ReturnType<typeof listAllBoards>>[number];
