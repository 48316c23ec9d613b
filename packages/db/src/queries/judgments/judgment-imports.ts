import { and, asc, eq, inArray, not, or } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { judgmentImports } from '../../schema/judgment-imports.ts';
import { hasBoards, isListed } from '../benchmarks/benchmarks.ts';

export type NewImport = typeof judgmentImports.$inferInsert;

/** Writes down what an import brought; false where the same judgments were imported for this benchmark version before. */
export async function insertImport(tx: Database, row: NewImport): Promise<boolean> {
	const inserted = await tx
		.insert(judgmentImports)
		.values(row)
		.onConflictDoNothing()
		.returning({ id: judgmentImports.judgeVersionId });
	return inserted.length > 0;
}

/** What was imported under judge versions, by benchmark or set of labelled pairs; for benchmarks on no list it is left out. */
export async function listImports(db: Database, judgeVersionIds: readonly number[]) {
	if (judgeVersionIds.length === 0) return [];
	return db
		.select({
			judgeVersionId: judgmentImports.judgeVersionId,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			files: judgmentImports.files,
			figures: judgmentImports.figures,
			importedAt: judgmentImports.importedAt,
		})
		.from(judgmentImports)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, judgmentImports.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(
			and(
				inArray(judgmentImports.judgeVersionId, [...judgeVersionIds]),
				or(isListed(), not(hasBoards())),
			),
		)
		.orderBy(asc(benchmarks.slug), asc(benchmarkVersions.version));
}
export type ImportRow = Awaited<ReturnType<typeof listImports>>[number];
