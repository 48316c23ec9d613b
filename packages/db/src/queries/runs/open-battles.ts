import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { asBigints, asTexts, isOneOf, preparedOnce } from '../../prepared-once.ts';
import { battles, games } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { judgments } from '../../schema/judgments.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';

export type JudgmentRow = typeof judgments.$inferSelect;

/** What a worker needs to play a battle. A text is null when an operator redacted it. */
export type OpenBattle = {
	readonly id: number;
	readonly runId: string;
	readonly position: number;
	readonly questionHash: string;
	readonly baselineHash: string;
	readonly responseHash: string;
	/** Null where the judge is shown no reference. */
	readonly referenceHash: string | null;
	readonly messages: string | null;
	readonly baselineAnswer: string | null;
	readonly answer: string | null;
	readonly reference: string | null;
	readonly games: readonly OpenGame[];
};
export type OpenGame = {
	readonly order: string;
	readonly identity: string;
	/** All that came back so far, newest first. */
	readonly judgments: readonly JudgmentRow[];
};

/** The battles of these ids that are not settled yet, with their texts, in position order. */
export async function loadOpenBattles(
	db: Database,
	battleIds: readonly number[],
): Promise<OpenBattle[]> {
	if (battleIds.length === 0) return [];
	const rows = await openBattles(db).execute({ battleIds: asBigints(battleIds) });
	const known = await loadGames(
		db,
		rows.map((row) => row.id),
	);
	return rows.map((row) => ({ ...row, games: known.get(row.id) ?? [] }));
}

/** A battle with its texts, settled or not, and how often its run asks the same again. */
export type ShownBattle = OpenBattle & {
	readonly replicate: number;
	/** Whether its answers were never given: their judgments were imported without them. */
	readonly isWithoutTexts: boolean;
};

/** A battle with what its judge was asked about; undefined where there is none. */
export async function loadShownBattle(db: Database, id: number): Promise<ShownBattle | undefined> {
	const [row] = await selectWholeBattles(db).where(eq(battles.id, id));
	if (!row) return undefined;
	return { ...row, games: (await loadGames(db, [id])).get(id) ?? [] };
}

const openBattles = preparedOnce((db) =>
	selectWholeBattles(db)
		.where(and(isOneOf(battles.id, 'battleIds'), isNull(battles.settledAt)))
		.orderBy(asc(battles.position))
		.prepare('open_battles'),
);

function selectWholeBattles(db: Database) {
	const baseline = alias(submissions, 'baseline');
	const baselineResponse = alias(responses, 'baseline_response');
	const baselineText = alias(texts, 'baseline_text');
	const answerText = alias(texts, 'answer_text');
	const referenceText = alias(texts, 'reference_text');
	return db
		.select({
			id: battles.id,
			runId: battles.runId,
			position: battles.position,
			questionHash: questions.contentHash,
			baselineHash: baselineResponse.textHash,
			responseHash: responses.textHash,
			referenceHash: battles.referenceHash,
			messages: texts.body,
			baselineAnswer: baselineText.body,
			answer: answerText.body,
			reference: referenceText.body,
			replicate: runs.replicate,
			isWithoutTexts: submissions.isWithoutTexts,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(texts, eq(texts.hash, questions.contentHash))
		.innerJoin(
			responses,
			and(eq(responses.submissionId, runs.submissionId), eq(responses.questionId, questions.id)),
		)
		.innerJoin(answerText, eq(answerText.hash, responses.textHash))
		.innerJoin(
			baseline,
			and(eq(baseline.benchmarkVersionId, questions.benchmarkVersionId), baseline.isBaseline),
		)
		.innerJoin(
			baselineResponse,
			and(
				eq(baselineResponse.submissionId, baseline.id),
				eq(baselineResponse.questionId, questions.id),
			),
		)
		.innerJoin(baselineText, eq(baselineText.hash, baselineResponse.textHash))
		.leftJoin(referenceText, eq(referenceText.hash, battles.referenceHash));
}

/** The games of battles with everything that came back for them. */
export async function loadGames(
	db: Database,
	battleIds: readonly number[],
): Promise<ReadonlyMap<number, readonly OpenGame[]>> {
	if (battleIds.length === 0) return new Map();
	const rows = await gamesOfBattles(db).execute({ battleIds: asBigints(battleIds) });
	const identities = asTexts([...new Set(rows.map(({ identity }) => identity))]);
	const said = await judgmentsOfGames(db).execute({ identities });
	const known = Map.groupBy(said, ({ identity }) => identity);
	const games = rows.map(({ battleId, order, identity }) => ({
		battleId,
		game: { order, identity, judgments: known.get(identity) ?? [] },
	}));
	return new Map(
		[...Map.groupBy(games, ({ battleId }) => battleId)].map(([id, of]) => [
			id,
			of.map(({ game }) => game),
		]),
	);
}

const gamesOfBattles = preparedOnce((db) =>
	db
		.select({ battleId: games.battleId, order: games.order, identity: games.identity })
		.from(games)
		.where(isOneOf(games.battleId, 'battleIds'))
		.orderBy(asc(games.battleId), asc(games.order))
		.prepare('games_of_battles'),
);

/** No identity has more: attempts are counted in a smallint. */
const MOST_ATTEMPTS = 32_767;

/**
 * Each identity is looked up by itself, which the limit makes sure of: joined as a set they would be looked for in all judgments,
 * since Postgres expects more rows than there are.
 */
const judgmentsOfGames = preparedOnce((db) => {
	const known = db
		.select()
		.from(judgments)
		.where(sql`${judgments.identity} = decode(wanted.identity, 'hex')`)
		.limit(MOST_ATTEMPTS)
		.as('known');
	return db
		.select(known._.selectedFields)
		.from(
			sql`unnest(string_to_array(${sql.placeholder('identities')}::text, ' ')) as wanted(identity)`,
		)
		.innerJoinLateral(known, sql`true`)
		.orderBy(asc(known.identity), desc(known.attempt))
		.prepare('judgments_of_games');
});
