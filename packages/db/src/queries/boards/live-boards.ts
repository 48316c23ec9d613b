import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { boards, snapshots } from '../../schema/boards.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { judgeBriefColumns } from '../runs/runs.ts';

/** The board that each of these versions shows by default, in one query: the live one, else the first by judge. */
export async function listLiveBoards(db: Database, benchmarkVersionIds: readonly number[]) {
	if (benchmarkVersionIds.length === 0) return [];
	return db
		.selectDistinctOn([boards.benchmarkVersionId], {
			benchmarkVersionId: boards.benchmarkVersionId,
			judge: judgeBriefColumns,
			snapshotId: boards.snapshotId,
			snapshotAt: snapshots.createdAt,
			codeVersion: snapshots.codeVersion,
			updatedAt: boards.updatedAt,
			underway: sql<number>`(select count(*)::int from runs
				join submissions on submissions.id = runs.submission_id
				where submissions.benchmark_version_id = ${boards.benchmarkVersionId}
					and submissions.state = 'published'
					and runs.judge_version_id = ${boards.judgeVersionId} and runs.replicate = 0
					and runs.finished_at is null and coalesce(runs.held, '') <> 'cancelled')`,
		})
		.from(boards)
		.innerJoin(judgeVersions, eq(judgeVersions.id, boards.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.leftJoin(snapshots, eq(snapshots.id, boards.snapshotId))
		.where(inArray(boards.benchmarkVersionId, [...benchmarkVersionIds]))
		.orderBy(
			boards.benchmarkVersionId,
			desc(boards.isLive),
			asc(judges.slug),
			desc(judgeVersions.version),
		);
}
export type LiveBoardRow = Awaited<ReturnType<typeof listLiveBoards>>[number];
