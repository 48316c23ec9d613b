import { asc, count, eq } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { publishedResults } from '../../schema/published-results.ts';

export type PublishedSetRow = typeof publishedResults.$inferSelect;
export type NewPublishedSet = Omit<PublishedSetRow, 'createdAt'>;

/** The sets of a benchmark version with their rows, in the order in which they were added. */
export async function listPublishedSets(
	db: Database,
	benchmarkVersionId: number,
): Promise<readonly PublishedSetRow[]> {
	return db
		.select()
		.from(publishedResults)
		.where(eq(publishedResults.benchmarkVersionId, benchmarkVersionId))
		.orderBy(asc(publishedResults.createdAt), asc(publishedResults.id));
}

export async function countPublishedSets(
	db: Database,
	benchmarkVersionId: number,
): Promise<number> {
	const [row] = await db
		.select({ sets: count() })
		.from(publishedResults)
		.where(eq(publishedResults.benchmarkVersionId, benchmarkVersionId));
	return row?.sets ?? 0;
}

export async function insertPublishedSet(
	tx: Database,
	set: NewPublishedSet,
): Promise<PublishedSetRow> {
	const [row] = await tx.insert(publishedResults).values(set).returning();
	if (!row) throw new Error('published results were not stored');
	return row;
}

/** Removes a set; gives it with the name of its benchmark version, or undefined where there is none. */
export async function deletePublishedSet(
	tx: Database,
	id: string,
): Promise<
	{ readonly set: PublishedSetRow; readonly slug: string; readonly version: string } | undefined
> {
	const [set] = await tx.delete(publishedResults).where(eq(publishedResults.id, id)).returning();
	if (!set) return undefined;
	const [named] = await tx
		.select({ slug: benchmarks.slug, version: benchmarkVersions.version })
		.from(benchmarkVersions)
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(eq(benchmarkVersions.id, set.benchmarkVersionId));
	if (!named) throw new Error(`benchmark version ${set.benchmarkVersionId} vanished`);
	return { set, ...named };
}
