import { asc, count, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { contaminations } from '../../schema/contaminations.ts';

export type ContaminationRow = typeof contaminations.$inferSelect;
export type NewContamination = Omit<ContaminationRow, 'id' | 'storedAt'>;

/** What was found of a benchmark version in files, by the names of the files. */
export async function listContaminations(
	db: Database,
	benchmarkVersionId: number,
): Promise<readonly ContaminationRow[]> {
	return db
		.select()
		.from(contaminations)
		.where(eq(contaminations.benchmarkVersionId, benchmarkVersionId))
		.orderBy(asc(contaminations.file), asc(contaminations.id));
}

export async function countContaminations(
	db: Database,
	benchmarkVersionId: number,
): Promise<number> {
	const [row] = await db
		.select({ files: count() })
		.from(contaminations)
		.where(eq(contaminations.benchmarkVersionId, benchmarkVersionId));
	return row?.files ?? 0;
}

/** Stores what was found in a file, in place of what was found in it before. */
export async function storeContamination(
	tx: Database,
	found: NewContamination,
): Promise<ContaminationRow> {
	const { benchmarkVersionId: _, sha256: __, ...changed } = found;
	const [row] = await tx
		.insert(contaminations)
		.values(found)
		.onConflictDoUpdate({
			target: [contaminations.benchmarkVersionId, contaminations.sha256],
			set: { ...changed, storedAt: sql`now()` },
		})
		.returning();
	if (!row) throw new Error('a contamination was not stored');
	return row;
}
