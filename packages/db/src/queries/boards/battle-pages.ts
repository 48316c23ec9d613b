import { and, asc, desc, eq, gt, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { preparedForEach } from '../../prepared-once.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import {
	isVisibleAt,
	isVisibleTo,
	type Sight,
	sightOf,
	sightValues,
	type Viewer,
} from '../keys/viewer.ts';
import {
	type BattleConditions,
	type BattleRow,
	type BattleScope,
	selectBattles,
	whereScope,
} from './battles.ts';

type ViewedScope = BattleScope & { readonly viewer: Viewer };

/** Battles that fit and that the viewer sees, in the order in which they were planned, after the battle id `after`. */
export async function listBattles(
	db: Database,
	{ viewer, outcome, reason, ...filters }: ViewedScope,
	page: { readonly after: number; readonly limit: number },
): Promise<BattleRow[]> {
	const names = FILTERS.filter((name) => filters[name] !== undefined);
	const query = battlePage(db, { names, sight: sightOf(viewer), outcome, reason });
	return query.execute({ ...filters, ...page, ...sightValues(viewer) });
}

const FILTERS = [
	'benchmarkVersionId',
	'judgeVersionId',
	'runId',
	'submissionId',
	'modelSlug',
	'questionKey',
	'category',
	'subcategory',
	'language',
	'difficulty',
] as const satisfies readonly (keyof BattleConditions)[];

type PageShape = Pick<BattleScope, 'outcome' | 'reason'> & {
	readonly names: readonly (typeof FILTERS)[number][];
	readonly sight: Sight;
};

/** Readers follow links to few shapes: battles of a submission, run or version, of a model or outcome. */
const battlePage = preparedForEach(
	'battle_page',
	(db, { names, sight, outcome, reason }: PageShape) => {
		const filters = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
		// First the ids: what a battle is shown with is joined to a page of them, not to all that fit. As an array, because Postgres keeps the
		// order of more than eight joins, and would join all battles before it looked at one more table.
		const chosen = db.$with('chosen').as(
			selectIds(db, { ...filters, outcome, reason }, [
				gt(battles.id, sql.placeholder('after')),
				isVisibleAt(sight),
			])
				.orderBy(asc(battles.id))
				.limit(sql.placeholder('limit')),
		);
		return selectBattles(db.with(chosen))
			.where(sql`${battles.id} = any(array(select ${chosen.id} from ${chosen}))`)
			.orderBy(asc(battles.id));
	},
);

/**
 * The scored battles that the models lost most, among those that fit and that the viewer sees: an empty answer first, then by
 * margin, then as they were planned.
 */
export async function listWorstBattles(
	db: Database,
	{ viewer, ...scope }: ViewedScope,
	limit: number,
): Promise<BattleRow[]> {
	const margin = sql`case when ${battles.decidedBy} = 'empty-answer' then -5
		when ${battles.decidedBy} = 'equal-texts' then 0 else ${battles.margin} end`;
	const order = [asc(margin), asc(battles.id)];
	const chosen = db.$with('chosen').as(
		selectIds(db, scope, [ne(battles.outcome, 'unscored'), isVisibleTo(viewer)])
			.orderBy(...order)
			.limit(limit),
	);
	return selectBattles(db.with(chosen))
		.where(sql`${battles.id} = any(array(select ${chosen.id} from ${chosen}))`)
		.orderBy(...order);
}

/** Ids of the battles before and after one among those that fit and that the viewer sees, in the order of `listBattles`. */
export async function findNeighboursWithin(
	db: Database,
	{ viewer, ...scope }: ViewedScope,
	id: number,
) {
	const idsAt = (place: SQL) => selectIds(db, scope, [place, isVisibleTo(viewer)]);
	const [next] = await idsAt(gt(battles.id, id)).orderBy(asc(battles.id)).limit(1);
	const [previous] = await idsAt(lt(battles.id, id)).orderBy(desc(battles.id)).limit(1);
	return { previousId: previous?.id, nextId: next?.id };
}

/** Of the battles that fit, joined to nothing but what the conditions name. */
function selectIds(
	db: Database,
	filters: BattleConditions,
	conditions: readonly (SQL | undefined)[],
) {
	const query = db
		.select({ id: battles.id })
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId))
		.where(and(...conditions, ...whereScope(filters)))
		.$dynamic();
	if (filters.modelSlug !== undefined)
		query
			.innerJoin(variants, eq(variants.id, submissions.variantId))
			.innerJoin(models, eq(models.id, variants.modelId));
	if (QUESTION_FILTERS.some((name) => filters[name] !== undefined))
		query.innerJoin(questions, eq(questions.id, battles.questionId));
	return query;
}

const QUESTION_FILTERS = [
	'benchmarkVersionId',
	'questionKey',
	'category',
	'subcategory',
	'language',
	'difficulty',
] as const;
