import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { boards } from '../../schema/boards.ts';
import { judgeVersions } from '../../schema/judges.ts';

/** The judge version of a benchmark version's live board; absent while it has no board. */
export async function findLiveJudgeId(
	db: Database,
	benchmarkVersionId: number,
): Promise<number | undefined> {
	const [row] = await db
		.select({ id: boards.judgeVersionId })
		.from(boards)
		.where(and(eq(boards.benchmarkVersionId, benchmarkVersionId), boards.isLive));
	return row?.id;
}

/**
 * When a judge version was retired, or null. Within a transaction it stays so until the end: a run is planned either before
 * its judge is retired, or not at all.
 */
export async function holdRetirement(tx: Database, judgeVersionId: number): Promise<Date | null> {
	const [row] = await tx
		.select({ retiredAt: judgeVersions.retiredAt })
		.from(judgeVersions)
		.where(eq(judgeVersions.id, judgeVersionId))
		.for('share');
	return row?.retiredAt ?? null;
}

/** Retires a judge version or takes that back. False where it was so already. */
export async function retireJudgeVersion(
	tx: Database,
	{ id, isRetired }: { readonly id: number; readonly isRetired: boolean },
): Promise<boolean> {
	const { retiredAt } = judgeVersions;
	const rows = await tx
		.update(judgeVersions)
		.set({ retiredAt: isRetired ? sql`now()` : null })
		.where(and(eq(judgeVersions.id, id), isRetired ? isNull(retiredAt) : isNotNull(retiredAt)))
		.returning({ id: judgeVersions.id });
	return rows.length > 0;
}

/** The benchmark versions that take submissions and whose live board is this judge version's, by name. */
export async function listLiveBenchmarks(db: Database, judgeVersionId: number) {
	return db
		.select({ benchmarkSlug: benchmarks.slug, benchmarkVersion: benchmarkVersions.version })
		.from(boards)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, boards.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(
			and(
				eq(boards.judgeVersionId, judgeVersionId),
				boards.isLive,
				isNull(benchmarkVersions.retiredAt),
			),
		)
		.orderBy(asc(benchmarks.slug), asc(benchmarkVersions.version));
}
