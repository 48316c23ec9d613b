import { and, asc, desc, eq, gt, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { openShapes } from '../../prepared-once.ts';
import { battles } from '../../schema/battles.ts';
import { benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { submissions } from '../../schema/submissions.ts';
import { isVisibleTo, sightOf, type Viewer } from '../keys/viewer.ts';
import { type BattleRow, type BattleScope, selectBattles, whereScope } from './battles.ts';

type ViewedScope = BattleScope & { readonly viewer: Viewer };

/** Battles that fit and that the viewer sees, in the order in which they were planned, after the battle id `after`. */
export async function listBattles(
	db: Database,
	scope: ViewedScope,
	page: { readonly after: number; readonly limit: number },
): Promise<BattleRow[]> {
	// First the ids: what a battle is shown with is joined to a page of them, not to all that fit. As an array, because Postgres keeps the
	// order of more than eight joins, and would join all battles before it looked at one more table.
	const chosen = db
		.$with('chosen')
		.as(
			selectIds(db, scope, gt(battles.id, page.after)).orderBy(asc(battles.id)).limit(page.limit),
		);
	const query = selectBattles(db.with(chosen))
		.where(sql`${battles.id} = any(array(select ${chosen.id} from ${chosen}))`)
		.orderBy(asc(battles.id));
	return isUsual(db, shapeOf(scope)) ? query.prepare('battle_page').execute() : query;
}

/**
 * The scored battles that the models lost most, among those that fit and that the viewer sees: an empty answer first, then by
 * margin, then as they were planned.
 */
export async function listWorstBattles(
	db: Database,
	scope: ViewedScope,
	limit: number,
): Promise<BattleRow[]> {
	const margin = sql`case when ${battles.decidedBy} = 'empty-answer' then -5
		when ${battles.decidedBy} = 'equal-texts' then 0 else ${battles.margin} end`;
	const order = [asc(margin), asc(battles.id)];
	const chosen = db.$with('chosen').as(
		selectIds(db, scope, ne(battles.outcome, 'unscored'))
			.orderBy(...order)
			.limit(limit),
	);
	return selectBattles(db.with(chosen))
		.where(sql`${battles.id} = any(array(select ${chosen.id} from ${chosen}))`)
		.orderBy(...order);
}

/** Ids of the battles before and after one among those that fit and that the viewer sees, in the order of `listBattles`. */
export async function findNeighboursWithin(db: Database, scope: ViewedScope, id: number) {
	const [next] = await selectIds(db, scope, gt(battles.id, id)).orderBy(asc(battles.id)).limit(1);
	const [previous] = await selectIds(db, scope, lt(battles.id, id))
		.orderBy(desc(battles.id))
		.limit(1);
	return { previousId: previous?.id, nextId: next?.id };
}

/** Of the battles that fit, joined to nothing but what the conditions name. */
function selectIds(db: Database, scope: ViewedScope, place: SQL) {
	const { viewer, ...filters } = scope;
	const query = db
		.select({ id: battles.id })
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId))
		.where(and(place, ...whereScope(filters), isVisibleTo(viewer)))
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

/** What readers follow links to: battles of a submission, run or version, of a model or outcome. */
const isUsual = openShapes();

/** Scopes of an equal shape have the same SQL. */
function shapeOf({ viewer, outcome, reason, ...filters }: ViewedScope): object {
	const names = Object.entries(filters).flatMap(([name, value]) =>
		value === undefined ? [] : [name],
	);
	return { names: names.sort(), sight: sightOf(viewer), outcome, reason };
}
