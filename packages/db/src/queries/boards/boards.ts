import type { LongerWins } from '@codejoust/arena/outcomes/judging-counts';
import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { boards, snapshots } from '../../schema/boards.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { criterionName, recordedOrders } from '../../criterion-name.ts';
import { fencesSetting } from '../../fences-setting.ts';
import { isPartOfCascade } from '../runs/cascade-runs.ts';
import { holdOfRun } from '../endpoints/holds.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { judgeBriefColumns } from '../runs/runs.ts';

export type BoardKey = { readonly benchmarkVersionId: number; readonly judgeVersionId: number };

export const whereBoard = (key: BoardKey) =>
	and(
		eq(boards.benchmarkVersionId, key.benchmarkVersionId),
		eq(boards.judgeVersionId, key.judgeVersionId),
	);

/**
 * Makes sure that a board exists; the first of a benchmark version becomes its live one, unless an operator has to decide about
 * that.
 */
export async function ensureBoard(
	db: Database,
	key: BoardKey,
	{ mayBeLive = true }: { readonly mayBeLive?: boolean } = {},
): Promise<void> {
	const isLive = sql<boolean>`${mayBeLive} and not exists (select 1 from boards live where live.benchmark_version_id = ${key.benchmarkVersionId} and live.is_live)`;
	await db
		.insert(boards)
		.values({ ...key, isLive })
		.onConflictDoNothing();
}

const selectBoards = (db: Database) =>
	db
		.select({
			benchmarkVersionId: boards.benchmarkVersionId,
			judgeVersionId: boards.judgeVersionId,
			isLive: boards.isLive,
			snapshotId: boards.snapshotId,
			staleSince: boards.staleSince,
			updatedAt: boards.updatedAt,
			judge: judgeBriefColumns,
		})
		.from(boards)
		.innerJoin(judgeVersions, eq(judgeVersions.id, boards.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId));

export type BoardRecord = Awaited<ReturnType<typeof selectBoards>>[number];

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
	const wanted = sql`(
		select wanted.id from benchmark_versions wanted join benchmarks named on named.id = wanted.benchmark_id
		where named.slug = ${slug} and named.purpose = 'board' and ${version === undefined ? sql`true` : sql`wanted.version = ${version}`}
		order by wanted.retired_at is null desc, wanted.visibility <> 'unlisted' desc,
			wanted.published_at desc, wanted.id desc limit 1)`;
	const rows = await db
		.select({
			benchmarkVersionId: benchmarkVersions.id,
			benchmarkVisibility: {
				name: benchmarkVersions.name,
				visibility: benchmarkVersions.visibility,
				retiredAt: benchmarkVersions.retiredAt,
			},
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
	const [first] = rows;
	if (!first) return undefined;
	return {
		benchmarkVersionId: first.benchmarkVersionId,
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

/** All boards of a benchmark version, the live one first, then by judge. */
export async function listBoards(db: Database, benchmarkVersionId: number): Promise<BoardRecord[]> {
	return selectBoards(db)
		.where(eq(boards.benchmarkVersionId, benchmarkVersionId))
		.orderBy(desc(boards.isLive), asc(judges.slug), desc(judgeVersions.version));
}

/** Boards with changes that their snapshot does not hold, longest waiting first. */
export async function listStaleBoards(db: Database): Promise<BoardRecord[]> {
	return selectBoards(db).where(isNotNull(boards.staleSince)).orderBy(asc(boards.staleSince));
}

/**
 * Makes boards stale whose snapshot was computed by another version of the rules, and gives them, by benchmark and judge.
 * A board that is stale already is left as it is.
 */
export async function markOutdatedBoards(db: Database, codeVersion: string) {
	const marked = db.$with('marked').as(
		db
			.update(boards)
			.set({ staleSince: sql`clock_timestamp()` })
			.from(snapshots)
			.where(
				and(
					eq(snapshots.id, boards.snapshotId),
					ne(snapshots.codeVersion, codeVersion),
					isNull(boards.staleSince),
				),
			)
			.returning({
				benchmarkVersionId: boards.benchmarkVersionId,
				judgeVersionId: boards.judgeVersionId,
				codeVersion: snapshots.codeVersion,
			}),
	);
	return db
		.with(marked)
		.select({
			slug: benchmarks.slug,
			version: benchmarkVersions.version,
			codeVersion: marked.codeVersion,
			judge: { slug: judges.slug, version: judgeVersions.version },
		})
		.from(marked)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, marked.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, marked.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.orderBy(asc(benchmarks.slug), asc(benchmarkVersions.version), asc(judges.slug));
}

/** The finished run of every published submission under one judge; of a variant's submissions the one published last. */
export async function listBoardRuns(db: Database, key: BoardKey) {
	return db
		.selectDistinctOn([submissions.variantId], {
			runId: runs.id,
			submissionId: submissions.id,
			createdAt: submissions.createdAt,
		})
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, key.benchmarkVersionId),
				eq(submissions.state, 'published'),
				eq(submissions.isBaseline, false),
				eq(runs.judgeVersionId, key.judgeVersionId),
				eq(runs.replicate, 0),
				isNotNull(runs.finishedAt),
				sql`not ${isPartOfCascade(sql`${runs.id}`)}`,
			),
		)
		.orderBy(submissions.variantId, desc(submissions.publishedAt), desc(submissions.id));
}

/** What the one game with a verdict of an unscored battle is worth to the model, as `gamePoints` has it; null without one, and of a jury, whose games are its members'. */
const unscoredPoints = sql<number | null>`case when ${battles.outcome} = 'unscored' then (
	select sum(case newest.verdict when 'B>>A' then 2 when 'B>A' then 1 when 'A=B' then 0 when 'A>B' then -1 when 'A>>B' then -2 end
		* case game.game_order when 'baseline-first' then 1 else -1 end)::int
	from games game
	cross join lateral (
		select verdict from judgments where judgments.identity = game.identity order by attempt desc limit 1) newest
	where game.battle_id = ${battles.id} and newest.verdict is not null
		and position(':' in game.game_order) = 0) end`;

/** The battles of a run with the length of the model's answer, in question order. */
export async function listBoardBattles(db: Database, runId: string) {
	return db
		.select({
			questionId: battles.questionId,
			outcome: battles.outcome,
			decidedBy: battles.decidedBy,
			margin: battles.margin,
			consistency: battles.consistency,
			firstWins: battles.firstWins,
			decidedGames: battles.decidedGames,
			numbers: battles.numbers,
			unscoredReasons: battles.unscoredReasons,
			unscoredPoints,
			costMicroUsd: battles.costMicroUsd,
			responseLength: responses.characters,
			responseHash: responses.textHash,
			isEmpty: responses.isEmpty,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(
			responses,
			and(
				eq(responses.submissionId, runs.submissionId),
				eq(responses.questionId, battles.questionId),
			),
		)
		.where(eq(battles.runId, runId))
		.orderBy(asc(battles.position));
}
export type BoardBattleRow = Awaited<ReturnType<typeof listBoardBattles>>[number];

/** How the models of these submissions are named, by submission id. */
export async function findEntrants(db: Database, submissionIds: readonly string[]) {
	if (submissionIds.length === 0) return new Map<string, never>();
	const rows = await db
		.select({ id: submissions.id, model: modelBriefColumns })
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(inArray(submissions.id, [...submissionIds]));
	return new Map(rows.map((row) => [row.id, row.model]));
}

/** Public runs under one judge that stand on no snapshot yet, oldest first. */
export async function listUnderway(db: Database, key: BoardKey) {
	return db
		.select({
			run: runs,
			model: modelBriefColumns,
			hold: holdOfRun(sql`${runs.endpoint}`, sql`${runs.judgeVersionId}`),
		})
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, key.benchmarkVersionId),
				eq(submissions.state, 'published'),
				eq(runs.judgeVersionId, key.judgeVersionId),
				// A replicate adds no row to the board.
				eq(runs.replicate, 0),
				isNull(runs.finishedAt),
				ne(sql`coalesce(${runs.held}, '')`, 'cancelled'),
				sql`not ${isPartOfCascade(sql`${runs.id}`)}`,
			),
		)
		.orderBy(asc(runs.createdAt), asc(runs.id));
}
