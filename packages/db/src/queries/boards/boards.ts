import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { boards, snapshots } from '../../schema/boards.ts';
import { benchmarks, benchmarkVersions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { isPartOfCascade } from '../runs/cascade-runs.ts';
import { holdOfRun } from '../endpoints/holds.ts';
import { preparedOnce } from '../../prepared-once.ts';
import { type ModelBriefRow, modelBriefColumns } from '../models/model-brief.ts';
import {
	type SubmissionSourceRow,
	submissionSourceColumns,
} from '../submissions/submission-source.ts';
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

/** The model of a submission, and where the answers come from. */
export type EntrantRow = ModelBriefRow & { readonly source: SubmissionSourceRow };

/** How the models of these submissions are named, by submission id. */
export async function findEntrants(db: Database, submissionIds: readonly string[]) {
	if (submissionIds.length === 0) return new Map<string, EntrantRow>();
	const rows = await db
		.select({ id: submissions.id, model: modelBriefColumns, source: submissionSourceColumns })
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(inArray(submissions.id, [...submissionIds]));
	return new Map(
		rows.map(({ id, model, source }): [string, EntrantRow] => [id, { ...model, source }]),
	);
}

/** Public runs under one judge that stand on no snapshot yet, oldest first. */
export async function listUnderway(db: Database, key: BoardKey) {
	return underway(db).execute({ ...key });
}

const underway = preparedOnce((db) =>
	db
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
				eq(submissions.benchmarkVersionId, sql.placeholder('benchmarkVersionId')),
				eq(submissions.state, 'published'),
				eq(runs.judgeVersionId, sql.placeholder('judgeVersionId')),
				// A replicate adds no row to the board.
				eq(runs.replicate, 0),
				isNull(runs.finishedAt),
				ne(sql`coalesce(${runs.held}, '')`, 'cancelled'),
				sql`not ${isPartOfCascade(sql`${runs.id}`)}`,
			),
		)
		.orderBy(asc(runs.createdAt), asc(runs.id))
		.prepare('underway'),
);
