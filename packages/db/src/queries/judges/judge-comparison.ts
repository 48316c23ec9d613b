import { and, asc, desc, eq, gt, inArray, sql, type SQL } from 'drizzle-orm';
import type { Outcome } from '@codejoust/arena/rules/battle';
import type { GameOrder } from '@codejoust/arena/rules/game';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import type { BoardBattleRow } from '../boards/boards.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { JUDGED_BY } from './judged-by.ts';

export type JudgePair = {
	readonly benchmarkVersionId: number;
	/** Ids of the judge versions. */
	readonly from: number;
	readonly to: number;
	/** Only these; all without them. */
	readonly submissionIds?: readonly string[] | undefined;
};

/**
 * Published submissions that both judges were asked about, with the run of each; of a variant's submissions the one published
 * last. `state` changes with everything that a comparison counts of the two runs once they stand still; for those that go on,
 * `settledGames` of `openGames` says how far they are.
 */
export async function listTwiceJudged(db: Database, pair: JudgePair) {
	const [from, to] = [alias(runs, 'from_run'), alias(runs, 'to_run')];
	return db
		.selectDistinctOn([submissions.variantId], {
			submissionId: submissions.id,
			model: modelBriefColumns,
			family: models.family,
			fromRun: from.id,
			toRun: to.id,
			state: sql<string>`concat_ws(' ', ${runState(from)}, ${runState(to)})`,
			settledGames: sql<number>`${settledWhileOpen(from)} + ${settledWhileOpen(to)}`,
			openGames: sql<number>`${gamesWhileOpen(from)} + ${gamesWhileOpen(to)}`,
		})
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(from, isRunOf(from, pair.from))
		.innerJoin(to, isRunOf(to, pair.to))
		.where(
			and(
				eq(submissions.benchmarkVersionId, pair.benchmarkVersionId),
				eq(submissions.state, 'published'),
				eq(submissions.isBaseline, false),
				pair.submissionIds && inArray(submissions.id, [...pair.submissionIds]),
			),
		)
		.orderBy(submissions.variantId, desc(submissions.publishedAt), desc(submissions.id));
}
export type TwiceJudgedRow = Awaited<ReturnType<typeof listTwiceJudged>>[number];

/** Runs in which one of these judges was asked about one of these submissions again, oldest replicate first. */
export async function listReplicateRuns(
	db: Database,
	scope: { readonly submissionIds: readonly string[]; readonly judgeVersionIds: readonly number[] },
) {
	if (scope.submissionIds.length === 0) return [];
	return db
		.select({
			id: runs.id,
			submissionId: runs.submissionId,
			judgeVersionId: runs.judgeVersionId,
			state: runState(runs),
			settledGames: settledWhileOpen(runs),
			openGames: gamesWhileOpen(runs),
		})
		.from(runs)
		.where(
			and(
				inArray(runs.submissionId, [...scope.submissionIds]),
				inArray(runs.judgeVersionId, [...scope.judgeVersionIds]),
				gt(runs.replicate, 0),
			),
		)
		.orderBy(asc(runs.submissionId), asc(runs.judgeVersionId), asc(runs.replicate));
}

export type SettledBattleRow = BoardBattleRow & {
	/** The newest attempts' verdicts, null where there is none, and the latencies of all that was asked. */
	readonly baselineFirst: Verdict | null;
	readonly swapped: Verdict | null;
	readonly latenciesMs: readonly number[];
};

/**
 * The settled battles of each of these runs with what counts of their games, in question order; a run without any is left
 * out. One statement for all of them: what the games have is joined as a set, and not looked up battle by battle.
 */
export async function listSettledBattles(
	db: Database,
	runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SettledBattleRow[]>> {
	if (runIds.length === 0) return new Map();
	const rows = await db.execute<
		Omit<SettledBattleRow, 'questionId'> & { readonly questionId: string; readonly runId: string }
	>(sql`
		with settled as materialized (
			select battles.*, submissions.benchmark_version_id, responses.characters
			from battles
			join runs on runs.id = battles.run_id
			join submissions on submissions.id = runs.submission_id
			join responses on responses.submission_id = runs.submission_id
				and responses.question_id = battles.question_id
			where battles.run_id in ${[...runIds]} and battles.outcome is not null),
		newest as (
			select distinct on (games.battle_id, games.game_order)
				games.battle_id, games.game_order, judgments.verdict, judgments.latency_ms
			from settled
			join games on games.battle_id = settled.id
				and games.benchmark_version_id = settled.benchmark_version_id
			join judgments on judgments.identity = games.identity
			order by games.battle_id, games.game_order, judgments.attempt desc),
		said as (
			select battle_id,
				max(verdict) filter (where game_order = ${BASELINE_FIRST}) as baseline_first,
				max(verdict) filter (where game_order = ${SWAPPED}) as swapped,
				array_agg(latency_ms order by game_order) filter (where latency_ms is not null) as latencies
			from newest group by battle_id)
		select settled.run_id as "runId", settled.question_id as "questionId", settled.outcome,
			settled.decided_by as "decidedBy", settled.margin, settled.consistency,
			settled.first_wins as "firstWins", settled.decided_games as "decidedGames",
			settled.unscored_reasons as "unscoredReasons",
			settled.cost_micro_usd::float8 as "costMicroUsd", settled.characters as "responseLength",
			said.baseline_first as "baselineFirst", said.swapped,
			coalesce(said.latencies, '{}') as "latenciesMs"
		from settled
		left join said on said.battle_id = settled.id
		order by settled.run_id, settled.position`);
	const battles = [...rows].map(({ questionId, ...row }) => ({
		...row,
		questionId: Number(questionId),
	}));
	return Map.groupBy(battles, ({ runId }) => runId);
}

const BASELINE_FIRST: GameOrder = 'baseline-first';
const SWAPPED: GameOrder = 'swapped';

/** Which change of the outcome; `any` includes those from or to a tie. */
export type FlipKind = 'reversed' | 'win-to-loss' | 'loss-to-win' | 'any';

/** Battles that both judges decided, with another outcome, in the order of the first judge's battles. */
export async function listFlips(
	db: Database,
	scope: {
		readonly runs: readonly Pick<TwiceJudgedRow, 'submissionId' | 'fromRun' | 'toRun'>[];
		readonly kind: FlipKind;
		readonly category?: string | undefined;
	},
	page: { readonly after: number; readonly limit: number },
) {
	const rows = await db.execute<FlipRow>(sql`
		select pair."submissionId", questions.key as "questionKey", questions.category,
			texts.body as messages,
			was.id::text as "fromId", was.outcome as "fromOutcome", was.margin as "fromMargin",
			is_now.id::text as "toId", is_now.outcome as "toOutcome", is_now.margin as "toMargin"
		from jsonb_to_recordset(${JSON.stringify(scope.runs)}::text::jsonb)
			as pair("submissionId" text, "fromRun" text, "toRun" text)
		join battles was on was.run_id = pair."fromRun" and was.decided_by in ${[...JUDGED_BY]}
		join battles is_now on is_now.run_id = pair."toRun" and is_now.position = was.position
			and is_now.decided_by in ${[...JUDGED_BY]}
		join questions on questions.id = was.question_id
		join texts on texts.hash = questions.content_hash
		where was.id > ${page.after} and ${whereKind(scope.kind)}
			and ${scope.category === undefined ? sql`true` : sql`questions.category = ${scope.category}`}
		order by was.id limit ${page.limit}`);
	return [...rows];
}

export type FlipRow = {
	readonly submissionId: string;
	readonly questionKey: string;
	readonly category: string;
	readonly messages: string | null;
	readonly fromId: string;
	readonly fromOutcome: Outcome;
	readonly fromMargin: number;
	readonly toId: string;
	readonly toOutcome: Outcome;
	readonly toMargin: number;
};

function whereKind(kind: FlipKind): SQL {
	const winToLoss = sql`(was.outcome = 'win' and is_now.outcome = 'loss')`;
	const lossToWin = sql`(was.outcome = 'loss' and is_now.outcome = 'win')`;
	if (kind === 'win-to-loss') return winToLoss;
	if (kind === 'loss-to-win') return lossToWin;
	return kind === 'any' ? sql`was.outcome <> is_now.outcome` : sql`(${winToLoss} or ${lossToWin})`;
}

type RunColumns<Name extends string> = Readonly<Record<Name, AnyPgColumn>>;
type State =
	| 'id'
	| 'gamesScored'
	| 'gamesUnscored'
	| 'promptTokens'
	| 'costMicroUsd'
	| 'retriedAt'
	| 'finishedAt'
	| 'held';

function runState(run: RunColumns<State>): SQL<string> {
	return sql<string>`case when ${isGoingOn(run)} then ${run.id} else concat_ws('/', ${run.id}, ${run.gamesScored}, ${run.gamesUnscored}, ${run.promptTokens}, ${run.costMicroUsd}, ${run.retriedAt}, ${run.finishedAt}) end`;
}

/** A run that is paused or cancelled stands still. */
function isGoingOn(run: RunColumns<State>): SQL {
	return sql`(${run.finishedAt} is null and ${run.held} is null)`;
}

function settledWhileOpen(run: RunColumns<State>): SQL<number> {
	return sql<number>`case when ${isGoingOn(run)} then ${run.gamesScored} + ${run.gamesUnscored} else 0 end`;
}

function gamesWhileOpen(run: RunColumns<State | 'games'>): SQL<number> {
	return sql<number>`case when ${isGoingOn(run)} then ${run.games} else 0 end`;
}

function isRunOf(
	run: RunColumns<'submissionId' | 'judgeVersionId' | 'replicate'>,
	judgeVersionId: number,
): SQL | undefined {
	return and(
		eq(run.submissionId, submissions.id),
		eq(run.judgeVersionId, judgeVersionId),
		eq(run.replicate, 0),
	);
}
