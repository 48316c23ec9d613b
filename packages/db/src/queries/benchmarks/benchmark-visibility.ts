import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarkVersions, type Visibility } from '../../schema/benchmarks.ts';

/** What of a published version can change: how it is shown, never what it holds. */
export type BenchmarkVisibility = {
	readonly name: string;
	readonly visibility: Visibility;
	readonly retiredAt: Date | null;
};

export async function findBenchmarkVisibility(
	db: Database,
	benchmarkVersionId: number,
): Promise<BenchmarkVisibility> {
	const [row] = await db
		.select({
			name: benchmarkVersions.name,
			visibility: benchmarkVersions.visibility,
			retiredAt: benchmarkVersions.retiredAt,
		})
		.from(benchmarkVersions)
		.where(eq(benchmarkVersions.id, benchmarkVersionId));
	if (!row) throw new Error(`benchmark version ${benchmarkVersionId} vanished`);
	return row;
}

/** Changes how a version is shown. A version that is retired again keeps the time of the first. */
export async function updateBenchmarkVisibility(
	db: Database,
	benchmarkVersionId: number,
	change: {
		readonly visibility?: Visibility | undefined;
		readonly isRetired?: boolean | undefined;
	},
): Promise<void> {
	const { visibility, isRetired } = change;
	if (visibility === undefined && isRetired === undefined) return;
	await db
		.update(benchmarkVersions)
		.set({
			...(visibility === undefined ? {} : { visibility }),
			...(isRetired === undefined
				? {}
				: { retiredAt: isRetired ? sql`coalesce(${benchmarkVersions.retiredAt}, now())` : null }),
		})
		.where(eq(benchmarkVersions.id, benchmarkVersionId));
}
