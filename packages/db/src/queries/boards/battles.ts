import {
	and,
	asc,
	desc,
	eq,
	gt,
	inArray,
	isNull,
	lt,
	ne,
	type Placeholder,
	sql,
	type SQL,
} from 'drizzle-orm';
import type { Outcome } from '@codejoust/arena/rules/battle';
import type { UnscoredReason } from '@codejoust/arena/rules/judgment';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarks, benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';
import { isListed } from '../benchmarks/benchmarks.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { judgeBriefColumns } from '../runs/runs.ts';
import { isVisibleAt, sightOf, sightValues, type Sight, type Viewer } from '../keys/viewer.ts';
import { preparedForEach, preparedOnce } from '../../prepared-once.ts';

export const selectBattles = (db: Pick<Database, 'select'>) =>
	db
		.select({
			battle: battles,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			benchmarkVersionId: questions.benchmarkVersionId,
			visibility: benchmarkVersions.visibility,
			submissionId: runs.submissionId,
			model: modelBriefColumns,
			judge: judgeBriefColumns,
			questionKey: questions.key,
			category: questions.category,
			subcategory: questions.subcategory,
			languages: questions.languages,
			difficulty: questions.difficulty,
			contentHash: questions.contentHash,
			messages: texts.body,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, questions.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(texts, eq(texts.hash, questions.contentHash));

export type BattleRow = Awaited<ReturnType<typeof selectBattles>>[number];

export type BattleScope = {
	readonly benchmarkVersionId?: number | undefined;
	readonly judgeVersionId?: number | undefined;
	readonly runId?: string | undefined;
	readonly submissionId?: string | undefined;
	readonly modelSlug?: string | undefined;
	readonly questionKey?: string | undefined;
	readonly category?: string | undefined;
	readonly subcategory?: string | undefined;
	readonly language?: string | undefined;
	readonly difficulty?: string | undefined;
	readonly outcome?: Outcome | 'unscored' | 'open' | 'flipped' | undefined;
	/** Why a game has no verdict, or that the answer was empty and no game was played. */
	readonly reason?: UnscoredReason | 'empty-answer' | 'equal-texts' | undefined;
};

/** A scope whose values may be placeholders, but for those that choose a condition. */
export type BattleConditions = Pick<BattleScope, 'outcome' | 'reason'> & {
	readonly [Name in Exclude<keyof BattleScope, 'outcome' | 'reason'>]?:
		BattleScope[Name] | Placeholder;
};

/** The battles of these ids, in the order in which they were planned. */
export async function findBattles(db: Database, ids: readonly number[]): Promise<BattleRow[]> {
	if (ids.length === 0) return [];
	return selectBattles(db)
		.where(inArray(battles.id, [...ids]))
		.orderBy(asc(battles.id));
}

/** The conditions that a scope stands for. */
export function whereScope(scope: BattleConditions): (SQL | undefined)[] {
	const isNamed = scope.benchmarkVersionId ?? scope.runId ?? scope.submissionId;
	return [
		isNamed === undefined ? isListed() : undefined,
		...whereRun(scope),
		...whereBattle(scope),
		is(scope.modelSlug, (slug) => eq(models.slug, slug)),
	];
}

/** Those of its runs. */
export function whereRun(scope: BattleConditions): (SQL | undefined)[] {
	return [
		is(scope.runId, (id) => eq(runs.id, id)),
		is(scope.submissionId, (id) => eq(runs.submissionId, id)),
		is(scope.judgeVersionId, (id) => eq(runs.judgeVersionId, id)),
	];
}

/** Those of its battles and their questions. */
export function whereBattle(scope: BattleConditions): (SQL | undefined)[] {
	return [
		is(scope.benchmarkVersionId, (id) => eq(questions.benchmarkVersionId, id)),
		is(scope.questionKey, (key) => eq(questions.key, key)),
		is(scope.category, (name) => eq(questions.category, name)),
		is(scope.subcategory, (name) => eq(questions.subcategory, name)),
		is(scope.language, (name) => sql`${questions.languages} @> array[${name}]::text[]`),
		is(scope.difficulty, (name) => eq(questions.difficulty, name)),
		is(scope.outcome, whereOutcome),
		is(scope.reason, whereReason),
	];
}

function is<Value>(value: Value | undefined, condition: (value: Value) => SQL): SQL | undefined {
	return value === undefined ? undefined : condition(value);
}

function whereOutcome(outcome: NonNullable<BattleScope['outcome']>): SQL {
	if (outcome === 'open') return isNull(battles.settledAt);
	if (outcome === 'flipped') return eq(battles.consistency, 'flipped');
	return eq(battles.outcome, outcome);
}

function whereReason(reason: NonNullable<BattleScope['reason']>): SQL {
	if (reason === 'empty-answer' || reason === 'equal-texts') return eq(battles.decidedBy, reason);
	return sql`(${battles.outcome} = 'unscored' and ${reason}::text = any(${battles.unscoredReasons}))`;
}

/** A battle that the viewer may see. */
export async function findBattle(
	db: Database,
	id: number,
	viewer: Viewer,
): Promise<BattleRow | undefined> {
	const query = battleById(db, { sight: sightOf(viewer) });
	const [row] = await query.execute({ id, ...sightValues(viewer) });
	return row;
}

const battleById = preparedForEach('battle_by_id', (db, { sight }: { readonly sight: Sight }) =>
	selectBattles(db).where(and(eq(battles.id, sql.placeholder('id')), isVisibleAt(sight))),
);

/** Both answers of a battle; a body is null when it was redacted. */
export async function findAnswers(db: Database, battle: BattleRow) {
	const rows = await answersOf(db).execute({
		questionId: battle.battle.questionId,
		submissionId: battle.submissionId,
		benchmarkVersionId: battle.benchmarkVersionId,
	});
	return {
		answer: rows.find((row) => !row.isBaseline),
		baseline: rows.find((row) => row.isBaseline),
	};
}

const answersOf = preparedOnce((db) => {
	const text = alias(texts, 'answer');
	return db
		.select({
			isBaseline: submissions.isBaseline,
			isWithoutTexts: submissions.isWithoutTexts,
			body: text.body,
			model: modelBriefColumns,
		})
		.from(responses)
		.innerJoin(submissions, eq(submissions.id, responses.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(text, eq(text.hash, responses.textHash))
		.where(
			and(
				eq(responses.questionId, sql.placeholder('questionId')),
				sql`(${submissions.id} = ${sql.placeholder('submissionId')} or (${submissions.isBaseline}
					and ${submissions.benchmarkVersionId} = ${sql.placeholder('benchmarkVersionId')}))`,
			),
		)
		.prepare('answers_of_battle');
});

/** Ids of the battles before and after one in its run, by question position. */
export async function findNeighbours(
	db: Database,
	{ runId, position }: { readonly runId: string; readonly position: number },
) {
	const ofRun = (side: SQL, order: SQL) =>
		db
			.select({ id: battles.id })
			.from(battles)
			.where(and(eq(battles.runId, runId), side))
			.orderBy(order)
			.limit(1);
	const [previous] = await ofRun(lt(battles.position, position), desc(battles.position));
	const [next] = await ofRun(gt(battles.position, position), asc(battles.position));
	return { previousId: previous?.id, nextId: next?.id };
}

/** The same response's battle on the same question under other judge versions. */
export async function listOtherJudges(db: Database, battle: BattleRow) {
	return otherJudges(db).execute({
		questionId: battle.battle.questionId,
		submissionId: battle.submissionId,
		runId: battle.battle.runId,
	});
}

const otherJudges = preparedOnce((db) =>
	db
		.select({
			id: battles.id,
			runId: battles.runId,
			outcome: battles.outcome,
			judge: judgeBriefColumns,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(
			and(
				eq(battles.questionId, sql.placeholder('questionId')),
				eq(runs.submissionId, sql.placeholder('submissionId')),
				ne(battles.runId, sql.placeholder('runId')),
				eq(runs.replicate, 0),
			),
		)
		.orderBy(asc(judges.slug), asc(judgeVersions.version))
		.prepare('other_judges'),
);
