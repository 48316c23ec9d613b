import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { battles } from '../schema/battles.ts';
import { boards, snapshots } from '../schema/boards.ts';
import { benchmarks, benchmarkVersions } from '../schema/benchmarks.ts';
import { judges, judgeVersions } from '../schema/judges.ts';
import { models, variants } from '../schema/models.ts';
import { runs } from '../schema/runs.ts';
import { responses, submissions } from '../schema/submissions.ts';
import { modelBriefColumns } from './model-brief.ts';
import { judgeBriefColumns } from './runs.ts';

export type BoardKey = { readonly benchmarkVersionId: number; readonly judgeVersionId: number };

export const whereBoard = (key: BoardKey) =>
	and(
		eq(boards.benchmarkVersionId, key.benchmarkVersionId),
		eq(boards.judgeVersionId, key.judgeVersionId),
	);

/** Makes sure that a board exists; the first of a benchmark version becomes its live one. */
export async function ensureBoard(db: Database, key: BoardKey): Promise<void> {
	const isLive = sql<boolean>`not exists (select 1 from boards live where live.benchmark_version_id = ${key.benchmarkVersionId} and live.is_live)`;
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
			standing: {
				name: benchmarks.name,
				visibility: benchmarkVersions.visibility,
				retiredAt: benchmarkVersions.retiredAt,
			},
			board: {
				benchmarkVersionId: boards.benchmarkVersionId,
				judgeVersionId: boards.judgeVersionId,
				isLive: boards.isLive,
				snapshotId: boards.snapshotId,
				staleSince: boards.staleSince,
				updatedAt: boards.updatedAt,
			},
			snapshotAt: snapshots.createdAt,
			judgeSlug: judges.slug,
			judgeVersion: {
				version: judgeVersions.version,
				hash: judgeVersions.hash,
				kind: judgeVersions.kind,
				model: judgeVersions.model,
				isRehearsal: judgeVersions.isRehearsal,
			},
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
		standing: first.standing,
		boards: rows.flatMap(({ board, judgeSlug: judge, judgeVersion, snapshotAt }) =>
			board && judgeVersion && judge !== null
				? [{ ...board, judge: { ...judgeVersion, slug: judge }, snapshotAt }]
				: [],
		),
	};
}

/** A board with the time of its snapshot. */
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

/** Makes boards stale whose snapshot was computed by another version of the rules; called once at a start. */
export async function markOutdatedBoards(db: Database, codeVersion: string): Promise<void> {
	await db
		.update(boards)
		.set({ staleSince: sql`clock_timestamp()` })
		.where(
			and(
				isNull(boards.staleSince),
				sql`exists (select 1 from snapshots where snapshots.id = ${boards.snapshotId} and snapshots.code_version <> ${codeVersion})`,
			),
		);
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
			),
		)
		.orderBy(submissions.variantId, desc(submissions.publishedAt), desc(submissions.id));
}

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
			unscoredReasons: battles.unscoredReasons,
			costMicroUsd: battles.costMicroUsd,
			responseLength: responses.characters,
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
		.select({ run: runs, model: modelBriefColumns })
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, key.benchmarkVersionId),
				eq(submissions.state, 'published'),
				eq(runs.judgeVersionId, key.judgeVersionId),
				isNull(runs.finishedAt),
				ne(sql`coalesce(${runs.held}, '')`, 'cancelled'),
			),
		)
		.orderBy(asc(runs.createdAt), asc(runs.id));
}
