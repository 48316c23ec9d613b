import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions, type StoredTaskTypes } from '../../schema/benchmarks.ts';
import { hasBoards } from './benchmarks.ts';

/** The mapping of task types that a version was published with; null without one. */
export async function findTaskTypes(
	db: Database,
	versionId: number,
): Promise<StoredTaskTypes | null> {
	const [row] = await db
		.select({ taskTypes: benchmarkVersions.taskTypes })
		.from(benchmarkVersions)
		.where(eq(benchmarkVersions.id, versionId));
	return row?.taskTypes ?? null;
}

/** How many task types it has; null without a mapping. */
export async function countTaskTypes(db: Database, versionId: number): Promise<number | null> {
	const [row] = await db
		.select({
			count: sql<
				number | null
			>`(select count(*)::int from jsonb_object_keys(${benchmarkVersions.taskTypes}))`,
			hasMapping: sql<boolean>`${benchmarkVersions.taskTypes} is not null`,
		})
		.from(benchmarkVersions)
		.where(eq(benchmarkVersions.id, versionId));
	return row?.hasMapping ? row.count : null;
}

/** The newest mapping that a version of a benchmark was published with, and which version. */
export async function findNewestTaskTypes(
	db: Database,
	slug: string,
): Promise<{ readonly version: string; readonly taskTypes: StoredTaskTypes } | undefined> {
	const [row] = await db
		.select({ version: benchmarkVersions.version, taskTypes: benchmarkVersions.taskTypes })
		.from(benchmarkVersions)
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(and(hasBoards(), eq(benchmarks.slug, slug), isNotNull(benchmarkVersions.taskTypes)))
		.orderBy(desc(benchmarkVersions.publishedAt), desc(benchmarkVersions.id))
		.limit(1);
	return row?.taskTypes ? { version: row.version, taskTypes: row.taskTypes } : undefined;
}
