import { and, asc, desc, eq, gt, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';
import { forEachBody } from '../texts/packed-texts.ts';
import { isVisibleTo, type Viewer } from '../keys/viewer.ts';
import { type BattleRow, type BattleScope, findBattles, whereScope } from './battles.ts';

/** What one search reads at most: battles, and characters of their texts together. */
const MOST_BATTLES = 1000;
const MOST_CHARACTERS = 8_000_000;

/** Where the words stand. */
export type FoundIn = 'question' | 'answer' | 'baseline-answer' | 'judge';

export type BattleSearch = {
	/** Words that stand together in one text, in any case. */
	readonly q: string;
	/** The id to go on from. */
	readonly from: number;
	readonly direction: 'forward' | 'back';
	readonly limit: number;
};

export type FoundBattles = {
	/** In the order of the direction. */
	readonly rows: readonly { readonly row: BattleRow; readonly foundIn: readonly FoundIn[] }[];
	/** Battles whose texts were read. */
	readonly searched: number;
	/** Where to go on: undefined when no battle of the scope is left. */
	readonly next: number | undefined;
};

type Scope = BattleScope & { readonly viewer: Viewer };

/**
 * Battles of a scope with these words in the question, in an answer or in what the judge said, its thinking included. It reads
 * at most 1,000 battles and 8 million characters (one battle at least), then says where to go on. What a judge said that was
 * shown a reference for judges alone, and the texts of private benchmarks, are searched for operators only, as they are shown to
 * them only.
 */
export async function searchBattles(
	db: Database,
	scope: Scope,
	search: BattleSearch,
): Promise<FoundBattles> {
	const { ids, isLast } = await listWindow(db, scope, search);
	const found = await findWords(db, ids, search.q, scope.viewer);
	const shown = found.slice(0, search.limit);
	const rows = new Map(
		(
			await findBattles(
				db,
				shown.map(({ id }) => id),
			)
		).map((row) => [row.battle.id, row]),
	);
	return {
		rows: shown.flatMap(({ id, foundIn }) => {
			const row = rows.get(id);
			return row ? [{ row, foundIn }] : [];
		}),
		searched: ids.length,
		next: found.length > shown.length ? shown.at(-1)?.id : isLast ? undefined : ids.at(-1),
	};
}

/** The ids of the battles that one search reads, by how long their texts are together. */
async function listWindow(db: Database, scope: Scope, { from, direction }: BattleSearch) {
	const asked = alias(texts, 'asked');
	const answered = alias(texts, 'answered');
	const isForward = direction === 'forward';
	const rows = await db
		.select({
			id: battles.id,
			characters: sql<number>`${asked.characters} + ${answered.characters} + coalesce((
				select sum(said.characters) from games
				join judgments on judgments.identity = games.identity
				join texts said on said.hash = judgments.text_hash
				where games.battle_id = ${battles.id} and games.benchmark_version_id = ${questions.benchmarkVersionId}), 0)`.mapWith(
				Number,
			),
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, questions.benchmarkVersionId))
		.innerJoin(asked, eq(asked.hash, questions.contentHash))
		.innerJoin(
			responses,
			and(eq(responses.submissionId, runs.submissionId), eq(responses.questionId, questions.id)),
		)
		.innerJoin(answered, eq(answered.hash, responses.textHash))
		.where(
			and(
				isForward ? gt(battles.id, from) : lt(battles.id, from),
				...whereScope(scope),
				isVisibleTo(scope.viewer),
				scope.viewer.isOperator ? undefined : ne(benchmarkVersions.visibility, 'private'),
			),
		)
		.orderBy(isForward ? asc(battles.id) : desc(battles.id))
		.limit(MOST_BATTLES + 1);
	const count = countWithin(rows.slice(0, MOST_BATTLES).map(({ characters }) => characters));
	return { ids: rows.slice(0, count).map(({ id }) => id), isLast: count === rows.length };
}

/** How many of these fit, at least one. */
function countWithin(characters: readonly number[]): number {
	let sum = 0;
	const over = characters.findIndex((one, at) => (sum += one) > MOST_CHARACTERS && at > 0);
	return over === -1 ? characters.length : over;
}

/**
 * Which of these battles have the words, and where, in the order of the ids. Aggregates, not `exists`: Postgres may answer that
 * from a hash of all texts, which reads more than was asked for, and takes an answer for the JSON of a question.
 */
async function findWords(
	db: Database,
	ids: readonly number[],
	q: string,
	{ isOperator }: Viewer,
): Promise<readonly { readonly id: number; readonly foundIn: readonly FoundIn[] }[]> {
	if (ids.length === 0) return [];
	const pattern = `%${escapePattern(q)}%`;
	// A question is stored as JSON of its messages.
	const written = `%${escapePattern(JSON.stringify(q).slice(1, -1))}%`;
	const said = await findPackedWords(db, ids, { q, isOperator });
	const rows = await db.execute<Record<'id' | FoundIn, unknown>>(sql`
		select battles.id,
			coalesce((select case when body ilike ${written}
				then exists (select from json_array_elements(body::json) as message where message->>'content' ilike ${pattern})
				else false end from texts where hash = questions.content_hash), false) as question,
			coalesce((select bool_or(body ilike ${pattern}) from responses
				join texts on texts.hash = responses.text_hash
				where responses.submission_id = runs.submission_id and responses.question_id = battles.question_id), false) as answer,
			coalesce((select bool_or(body ilike ${pattern}) from submissions as baselines
				join responses on responses.submission_id = baselines.id and responses.question_id = battles.question_id
				join texts on texts.hash = responses.text_hash
				where baselines.is_baseline and baselines.benchmark_version_id = questions.benchmark_version_id), false) as "baseline-answer",
			coalesce((select bool_or(body ilike ${pattern}) from games
				join judgments on judgments.identity = games.identity
				join texts on texts.hash = judgments.text_hash
				where games.battle_id = battles.id and games.benchmark_version_id = questions.benchmark_version_id
				and ${mayBeRead(isOperator)}), false) as judge
		from battles
		join runs on runs.id = battles.run_id
		join questions on questions.id = battles.question_id
		where battles.id in ${[...ids]}`);
	const places = new Map(
		[...rows].map((row) => {
			const id = Number(row.id);
			const isIn = (place: FoundIn) => row[place] === true || (place === 'judge' && said.has(id));
			return [id, PLACES.filter(isIn)];
		}),
	);
	return ids.flatMap((id) => {
		const foundIn = places.get(id) ?? [];
		return foundIn.length === 0 ? [] : [{ id, foundIn }];
	});
}

/** What a judge said that was shown a reference for judges alone may repeat it. */
function mayBeRead(isOperator: boolean) {
	return sql`(battles.reference_hash is null or questions.reference_visibility is distinct from 'judge-only' or ${isOperator})`;
}

/** Of these battles, those where a judge said the words in a text that is packed, which Postgres cannot read. */
async function findPackedWords(
	db: Database,
	ids: readonly number[],
	{ q, isOperator }: { readonly q: string; readonly isOperator: boolean },
): Promise<ReadonlySet<number>> {
	const rows = await db.execute<{ id: string; packed: Uint8Array; characters: number }>(sql`
		select battles.id, texts.packed, texts.characters
		from battles
		join questions on questions.id = battles.question_id
		join games on games.battle_id = battles.id and games.benchmark_version_id = questions.benchmark_version_id
		join judgments on judgments.identity = games.identity
		join texts on texts.hash = judgments.text_hash and texts.packed is not null
		where battles.id in ${[...ids]} and ${mayBeRead(isOperator)}`);
	const words = q.toLowerCase();
	const found = new Set<number>();
	const packed = [...rows].map((row) => ({ ...row, body: null }));
	await forEachBody(packed, ({ id }, body) => {
		if (body?.toLowerCase().includes(words)) found.add(Number(id));
	});
	return found;
}

const PLACES: readonly FoundIn[] = ['question', 'answer', 'baseline-answer', 'judge'];

/** The text as `ilike` matches it, and nothing else. */
function escapePattern(text: string): string {
	return text.replace(/[\\%_]/g, '\\$&');
}
