import type { LongerWins } from '@codejoust/arena/outcomes/judging-counts';
import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { criterionName, recordedOrders } from '../../criterion-name.ts';
import { fencesSetting } from '../../fences-setting.ts';
import { preparedForEach } from '../../prepared-once.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { boards, snapshots } from '../../schema/boards.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { versionNames } from '../benchmarks/version-names.ts';
import { modelsRevision } from '../models/models-revision.ts';

/** A set of results that others published, by what it is and whose. */
export type PublishedName = {
	readonly id: string;
	readonly measure: string | null;
	readonly source: string;
};

/**
 * The named version of a benchmark (as `findBenchmarkVersion` chooses where none is named) with all its boards, the live one
 * first, then by judge; and what of the version can change. Undefined without such a version. One query, whose cost does not depend on games or rows.
 */
export async function findBoards(
	db: Database,
	{ slug, version }: { readonly slug: string; readonly version?: string | undefined },
) {
	const query = boardsByName(db, { isVersionNamed: version !== undefined });
	return groupBoards(await query.execute({ slug, version }));
}

const boardsByName = preparedForEach(
	'boards_by_name',
	(db, { isVersionNamed }: { readonly isVersionNamed: boolean }) => selectFound(db, isVersionNamed),
);

/** Of the version in the placeholders `slug` and `version`, a row for each board and one where there is none. */
function selectFound(db: Database, isVersionNamed: boolean) {
	const wanted = sql`(
		select wanted.id from benchmark_versions wanted join benchmarks named on named.id = wanted.benchmark_id
		where named.slug = ${sql.placeholder('slug')} and named.purpose = 'board'
			and ${isVersionNamed ? sql`wanted.version = ${sql.placeholder('version')}` : sql`true`}
		order by wanted.retired_at is null desc, wanted.visibility <> 'unlisted' desc,
			wanted.published_at desc, wanted.id desc limit 1)`;
	return db
		.select({
			benchmarkVersionId: benchmarkVersions.id,
			benchmarkVisibility: {
				name: benchmarkVersions.name,
				visibility: benchmarkVersions.visibility,
				retiredAt: benchmarkVersions.retiredAt,
			},
			modelsRevision,
			versions: versionNames,
			published: sql<readonly PublishedName[]>`(
				select coalesce(json_agg(json_build_object('id', id, 'measure', measure, 'source', source)
					order by created_at, id), '[]'::json)
				from published_results where benchmark_version_id = ${benchmarkVersions.id})`,
			board: {
				benchmarkVersionId: boards.benchmarkVersionId,
				judgeVersionId: boards.judgeVersionId,
				isLive: boards.isLive,
				snapshotId: boards.snapshotId,
				staleSince: boards.staleSince,
				updatedAt: boards.updatedAt,
				reportedModels: boards.reportedModels,
				longer: sql<LongerWins | null>`${boards.judging} -> 'longer'`,
				/** Runs that stand on no snapshot yet, or were cancelled before they did. */
				hasUnfinished: sql<boolean>`exists (
					select from runs join submissions on submissions.id = runs.submission_id
					where runs.finished_at is null and runs.judge_version_id = ${boards.judgeVersionId}
						and submissions.benchmark_version_id = ${boards.benchmarkVersionId})`,
			},
			snapshotAt: snapshots.createdAt,
			codeVersion: snapshots.codeVersion,
			judgeSlug: judges.slug,
			judgeVersion: {
				version: judgeVersions.version,
				hash: judgeVersions.hash,
				kind: judgeVersions.kind,
				model: judgeVersions.model,
				isRehearsal: judgeVersions.isRehearsal,
				criterion: criterionName(judgeVersions.definition),
				recordedOrders: recordedOrders(judgeVersions.definition),
				fences: fencesSetting(judgeVersions.definition),
			},
			judgeRetiredAt: judgeVersions.retiredAt,
			/** Of the same judge, with a board here or not. */
			judgeVersions: sql<number[]>`array(select sibling.version from judge_versions sibling
				where sibling.judge_id = ${judges.id} order by sibling.version)`,
		})
		.from(benchmarkVersions)
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.leftJoin(boards, eq(boards.benchmarkVersionId, benchmarkVersions.id))
		.leftJoin(snapshots, eq(snapshots.id, boards.snapshotId))
		.leftJoin(judgeVersions, eq(judgeVersions.id, boards.judgeVersionId))
		.leftJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(eq(benchmarkVersions.id, wanted))
		.orderBy(desc(boards.isLive), asc(judges.slug), desc(judgeVersions.version));
}

function groupBoards(rows: Awaited<ReturnType<typeof selectFound>>) {
	const [first] = rows;
	if (!first) return undefined;
	return {
		benchmarkVersionId: first.benchmarkVersionId,
		modelsRevision: first.modelsRevision,
		versions: first.versions.map(({ version, publishedAt }) => ({
			version,
			publishedAt: new Date(publishedAt),
		})),
		benchmarkVisibility: first.benchmarkVisibility,
		published: first.published,
		boards: rows.flatMap(({ board, judgeSlug: judge, judgeVersion, ...row }) =>
			board && judgeVersion && judge !== null
				? [
						{
							...board,
							judge: { ...judgeVersion, slug: judge },
							snapshotAt: row.snapshotAt,
							codeVersion: row.codeVersion,
							judgeRetiredAt: row.judgeRetiredAt,
							judgeVersions: row.judgeVersions,
						},
					]
				: [],
		),
	};
}

/** A board with the time and the rules of its snapshot, and the numbers of its judge's versions. */
export type BoardState = NonNullable<Awaited<ReturnType<typeof findBoards>>>['boards'][number];
