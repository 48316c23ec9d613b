import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { boards, snapshots, snapshotSlices } from '../../schema/boards.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { submissions } from '../../schema/submissions.ts';
import { hasBoards, isListed } from '../benchmarks/benchmarks.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { judgeBriefColumns } from '../runs/runs.ts';

/** Ids of all listed versions of a benchmark, retired ones too, or of the one named; newest first. Empty when there is none. */
export async function listVersionIds(
	db: Database,
	{ slug, version }: { readonly slug: string; readonly version?: string | undefined },
): Promise<number[]> {
	const rows = await db
		.select({ id: benchmarkVersions.id })
		.from(benchmarkVersions)
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(
			and(
				hasBoards(),
				eq(benchmarks.slug, slug),
				version === undefined ? isListed() : eq(benchmarkVersions.version, version),
			),
		)
		.orderBy(desc(benchmarkVersions.publishedAt), desc(benchmarkVersions.id));
	return rows.map(({ id }) => id);
}

/** The judge versions with a board of any of these benchmark versions, by name. */
export async function listJudgesOfVersions(db: Database, versionIds: readonly number[]) {
	if (versionIds.length === 0) return [];
	return db
		.selectDistinct({ id: judgeVersions.id, slug: judges.slug, version: judgeVersions.version })
		.from(boards)
		.innerJoin(judgeVersions, eq(judgeVersions.id, boards.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(inArray(boards.benchmarkVersionId, [...versionIds]))
		.orderBy(asc(judges.slug), asc(judgeVersions.version));
}

/**
 * Published submissions to these benchmark versions of the model that `name` is the slug of, or of the variant that the
 * submission `name` is of; newest first. The baseline's are among them, marked.
 */
export async function listNamedSubmissions(
	db: Database,
	{ versionIds, name }: { readonly versionIds: readonly number[]; readonly name: string },
) {
	if (versionIds.length === 0) return [];
	return db
		.select({
			id: submissions.id,
			variantId: submissions.variantId,
			isBaseline: submissions.isBaseline,
			model: modelBriefColumns,
		})
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			and(
				inArray(submissions.benchmarkVersionId, [...versionIds]),
				eq(submissions.state, 'published'),
				or(
					eq(models.slug, name),
					sql`${submissions.variantId} = (select named.variant_id from submissions named where named.id = ${name})`,
				),
			),
		)
		.orderBy(desc(submissions.createdAt), desc(submissions.id));
}

export type HistoryScope = {
	readonly versionIds: readonly number[];
	readonly judgeVersionId?: number | undefined;
	readonly before?: { readonly createdAt: Date; readonly id: string } | undefined;
	readonly limit: number;
};

/** Snapshots of the boards of these versions, newest first, after the one that `before` names by its time and id. */
export async function listSnapshotsOfVersions(
	db: Database,
	{ versionIds, judgeVersionId, before, limit }: HistoryScope,
) {
	if (versionIds.length === 0) return [];
	return db
		.select({
			id: snapshots.id,
			createdAt: snapshots.createdAt,
			rule: snapshots.rule,
			codeVersion: snapshots.codeVersion,
			version: benchmarkVersions.version,
			judge: judgeBriefColumns,
		})
		.from(snapshots)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, snapshots.benchmarkVersionId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, snapshots.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(
			and(
				inArray(snapshots.benchmarkVersionId, [...versionIds]),
				judgeVersionId === undefined ? undefined : eq(snapshots.judgeVersionId, judgeVersionId),
				before
					? or(
							lt(snapshots.createdAt, before.createdAt),
							and(eq(snapshots.createdAt, before.createdAt), lt(snapshots.id, before.id)),
						)
					: undefined,
			),
		)
		.orderBy(desc(snapshots.createdAt), desc(snapshots.id))
		.limit(limit);
}
export type HistorySnapshotRow = Awaited<ReturnType<typeof listSnapshotsOfVersions>>[number];

/** The stored row of the first of these submissions that stands in the overall slice of each snapshot; absent where none does. */
export async function findOverallRows(
	db: Database,
	{
		snapshotIds,
		submissionIds,
	}: { readonly snapshotIds: readonly string[]; readonly submissionIds: readonly string[] },
): Promise<ReadonlyMap<string, unknown>> {
	if (snapshotIds.length === 0) return new Map();
	const wanted = sql`select jsonb_array_elements_text(${JSON.stringify(submissionIds)}::text::jsonb)`;
	const rows = await db
		.select({
			id: snapshotSlices.snapshotId,
			row: sql<unknown>`(
				select entry from jsonb_array_elements(${snapshotSlices.rows}) with ordinality entries (entry, place)
				where entry ->> 'id' in (${wanted}) order by place limit 1)`,
		})
		.from(snapshotSlices)
		.where(
			and(
				inArray(snapshotSlices.snapshotId, [...snapshotIds]),
				eq(snapshotSlices.slice, 'overall'),
			),
		);
	return new Map(rows.flatMap(({ id, row }) => (row === null ? [] : [[id, row] as const])));
}
