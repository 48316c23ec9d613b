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
	whereBattle,
	whereRun,
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
		const filters: BattleConditions = {
			...Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])),
			...{ outcome, reason },
		};
		const order = orderOf(filters);
		// First the ids: what a battle is shown with is joined to a page of them, not to all that fit. As an array, because Postgres keeps the
		// order of more than eight joins, and would join all battles before it looked at one more table.
		const chosen = db.$with('chosen').as(
			selectIds(db, filters, {
				place: gt(order, sql.placeholder('after')),
				sight: isVisibleAt(sight),
			})
				.orderBy(asc(order))
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
		selectIds(db, scope, { place: ne(battles.outcome, 'unscored'), sight: isVisibleTo(viewer) })
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
	const order = orderOf(scope);
	const idsAt = (place: SQL) => selectIds(db, scope, { place, sight: isVisibleTo(viewer) });
	const [next] = await idsAt(gt(order, id)).orderBy(asc(order)).limit(1);
	const [previous] = await idsAt(lt(order, id)).orderBy(desc(order)).limit(1);
	return { previousId: previous?.id, nextId: next?.id };
}

/** Of the battles that fit, joined to nothing but what the conditions name. */
function selectIds(
	db: Database,
	filters: BattleConditions,
	{ place, sight }: { readonly place: SQL; readonly sight: SQL | undefined },
) {
	const query = db.select({ id: battles.id }).from(battles).$dynamic();
	if (QUESTION_FILTERS.some((name) => filters[name] !== undefined))
		query.innerJoin(questions, eq(questions.id, battles.questionId));
	if (isOfRuns(filters) && filters.modelSlug === undefined) {
		// Who may see them is a matter of a few runs, and is not looked up for each battle.
		const seen = db
			.select({ id: runs.id })
			.from(runs)
			.innerJoin(submissions, eq(submissions.id, runs.submissionId))
			.where(and(sight, ...whereRun(filters)));
		return query.where(
			and(place, sql`${battles.runId} = any(array(${seen}))`, ...whereBattle(filters)),
		);
	}
	query
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId));
	if (filters.modelSlug !== undefined)
		query
			.innerJoin(variants, eq(variants.id, submissions.variantId))
			.innerJoin(models, eq(models.id, variants.modelId));
	return query.where(and(place, sight, ...whereScope(filters)));
}

/**
 * The order by id. The battles of a few runs, or of a model, are sorted: Postgres expects to find them soon among all battles in the order of their
 * index, and would look through the whole store for those of the newest run.
 */
function orderOf(filters: BattleConditions): SQL {
	return isOfRuns(filters) || filters.modelSlug !== undefined
		? sql`${battles.id} + 0`
		: sql`${battles.id}`;
}

const isOfRuns = ({ runId, submissionId }: BattleConditions) =>
	(runId ?? submissionId) !== undefined;

const QUESTION_FILTERS = [
	'benchmarkVersionId',
	'questionKey',
	'category',
	'subcategory',
	'language',
	'difficulty',
] as const;
