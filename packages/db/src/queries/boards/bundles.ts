import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { battles, games } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { judgments } from '../../schema/judgments.ts';
import { runs } from '../../schema/runs.ts';
import { responses } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';
import { forEachBody } from '../texts/packed-texts.ts';

type BundledOutcome = (typeof battles.$inferSelect)['outcome'];

/**
 * The battles of a submission under one judge, each with the model's answer, in question order. A text that equals the
 * baseline's is a tie, as the board counts it.
 */
export async function listBundleBattles(
	db: Database,
	scope: {
		readonly submissionId: string;
		readonly judgeVersionId: number;
		readonly hasTexts: boolean;
	},
) {
	return db
		.select({
			questionKey: questions.key,
			outcome: sql<BundledOutcome>`case when not ${responses.isEmpty} and ${responses.textHash} = (
				select theirs.text_hash from responses theirs join submissions baseline on baseline.id = theirs.submission_id
				where theirs.question_id = ${questions.id} and baseline.is_baseline) then 'tie' else ${battles.outcome} end`,
			margin: battles.margin,
			consistency: battles.consistency,
			unscoredReasons: battles.unscoredReasons,
			costMicroUsd: battles.costMicroUsd,
			responseHash: responses.textHash,
			responseLength: responses.characters,
			response: scope.hasTexts ? texts.body : sql<null>`null`,
		})
		.from(runs)
		.innerJoin(battles, eq(battles.runId, runs.id))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(
			responses,
			and(
				eq(responses.submissionId, runs.submissionId),
				eq(responses.questionId, battles.questionId),
			),
		)
		.innerJoin(texts, eq(texts.hash, responses.textHash))
		.where(whereRun(scope))
		.orderBy(asc(battles.position));
}

/** Their games with what came back until then, oldest attempt first; a game without judgments has one row of none. */
export async function listBundleGames(
	db: Database,
	scope: {
		readonly submissionId: string;
		readonly judgeVersionId: number;
		readonly hasTexts: boolean;
		readonly until: Date;
	},
) {
	const words = scope.hasTexts ? wordsForAll : withoutWords;
	const rows = await db
		.select({
			questionKey: questions.key,
			order: games.order,
			identity: games.identity,
			judgment: judgments,
			body: words<string>(texts.body),
			packed: words<Uint8Array>(texts.packed),
			characters: sql<number>`coalesce(${texts.characters}, 0)`,
		})
		.from(runs)
		.innerJoin(battles, eq(battles.runId, runs.id))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(
			games,
			and(
				eq(games.battleId, battles.id),
				eq(games.benchmarkVersionId, questions.benchmarkVersionId),
			),
		)
		.leftJoin(
			judgments,
			and(eq(judgments.identity, games.identity), lte(judgments.receivedAt, scope.until)),
		)
		.leftJoin(texts, eq(texts.hash, judgments.textHash))
		.where(whereRun(scope))
		.orderBy(asc(battles.position), asc(games.order), asc(judgments.attempt));
	const read: (Omit<(typeof rows)[number], 'body' | 'packed' | 'characters'> & {
		readonly text: string | null;
	})[] = [];
	await forEachBody(rows, ({ questionKey, order, identity, judgment }, text) =>
		read.push({ questionKey, order, identity, judgment, text }),
	);
	return read;
}

/**
 * The baseline's answers, in question order; with the references of the questions where the judge is shown them. The text of
 * one for judges alone is never there.
 */
export async function listBundleQuestions(
	db: Database,
	scope: {
		readonly baselineId: string;
		readonly hasTexts: boolean;
		readonly hasReferences: boolean;
	},
) {
	const asked = sql<
		string | null
	>`(select body from texts asked where asked.hash = ${questions.contentHash})`;
	const reference = sql<string | null>`(select body from texts reference
		where reference.hash = ${questions.referenceHash} and ${questions.referenceVisibility} = 'public')`;
	const { hasTexts, hasReferences } = scope;
	return db
		.select({
			key: questions.key,
			category: questions.category,
			subcategory: questions.subcategory,
			languages: questions.languages,
			difficulty: questions.difficulty,
			contentHash: questions.contentHash,
			baselineHash: responses.textHash,
			baselineLength: responses.characters,
			referenceHash: hasReferences ? questions.referenceHash : sql<null>`null`,
			reference: hasReferences && hasTexts ? reference : sql<null>`null`,
			messages: hasTexts ? asked : sql<null>`null`,
			baseline: hasTexts ? texts.body : sql<null>`null`,
		})
		.from(responses)
		.innerJoin(questions, eq(questions.id, responses.questionId))
		.innerJoin(texts, eq(texts.hash, responses.textHash))
		.where(eq(responses.submissionId, scope.baselineId))
		.orderBy(asc(questions.position));
}

/** What a judge says may repeat a reference that is for judges alone: then it is in no file. */
function wordsForAll<Stored>(column: AnyPgColumn) {
	return sql<Stored | null>`case when ${battles.referenceHash} is null
		or ${questions.referenceVisibility} = 'public' then ${column} end`;
}

function withoutWords<Stored>() {
	return sql<Stored | null>`null`;
}

function whereRun(scope: { readonly submissionId: string; readonly judgeVersionId: number }) {
	return and(
		eq(runs.submissionId, scope.submissionId),
		eq(runs.judgeVersionId, scope.judgeVersionId),
		eq(runs.replicate, 0),
	);
}
