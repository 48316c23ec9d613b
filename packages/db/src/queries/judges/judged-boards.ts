import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { JudgingCounts } from '@codejoust/arena/outcomes/judging-counts';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { boards } from '../../schema/boards.ts';
import { isListed } from '../benchmarks/benchmarks.ts';

export type JudgedBoardRow = {
	readonly judgeVersionId: number;
	readonly benchmarkSlug: string;
	readonly benchmarkVersion: string;
	readonly name: string;
	readonly isSample: boolean;
	readonly isLive: boolean;
	readonly updatedAt: Date;
	readonly judging: JudgingCounts;
	readonly reportedModels: readonly string[];
};

/** The listed boards of judge versions that have a snapshot, by benchmark, newest version first. */
export async function listJudgedBoards(
	db: Database,
	judgeVersionIds: readonly number[],
): Promise<JudgedBoardRow[]> {
	if (judgeVersionIds.length === 0) return [];
	const rows = await db
		.select({
			judgeVersionId: boards.judgeVersionId,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			name: benchmarkVersions.name,
			isSample: benchmarks.isSample,
			isLive: boards.isLive,
			updatedAt: boards.updatedAt,
			judging: boards.judging,
			reportedModels: boards.reportedModels,
		})
		.from(boards)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, boards.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(
			and(
				inArray(boards.judgeVersionId, [...judgeVersionIds]),
				isNotNull(boards.judging),
				isListed(),
			),
		)
		.orderBy(asc(benchmarks.slug), desc(benchmarkVersions.publishedAt), desc(benchmarkVersions.id));
	return rows.flatMap(({ judging, ...row }) => (judging ? [{ ...row, judging }] : []));
}
