import { and, asc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { models, variants } from '../../schema/models.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { type BattleScope, whereScope } from './battles.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { judgeBriefColumns } from '../runs/runs.ts';

export type ExportRunScope = Pick<BattleScope, 'judgeVersionId' | 'modelSlug' | 'submissionId'> & {
	readonly benchmarkVersionId: number;
};

/** The runs of published submissions that boards count, oldest first. */
export async function listExportRuns(db: Database, scope: ExportRunScope) {
	const { judgeVersionId, modelSlug, submissionId } = scope;
	return db
		.select({
			id: runs.id,
			submissionId: runs.submissionId,
			judge: judgeBriefColumns,
			definition: judgeVersions.definition,
			model: modelBriefColumns,
		})
		.from(runs)
		.innerJoin(submissions, eq(submissions.id, runs.submissionId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, scope.benchmarkVersionId),
				eq(submissions.state, 'published'),
				eq(runs.replicate, 0),
				judgeVersionId === undefined ? undefined : eq(runs.judgeVersionId, judgeVersionId),
				modelSlug === undefined ? undefined : eq(models.slug, modelSlug),
				submissionId === undefined ? undefined : eq(submissions.id, submissionId),
			),
		)
		.orderBy(asc(runs.createdAt), asc(runs.id));
}
export type ExportRun = Awaited<ReturnType<typeof listExportRuns>>[number];

export type ExportPage = { readonly after: number; readonly limit: number };

const selectBattles = (db: Database) => {
	const baseline = alias(submissions, 'baseline');
	const theirs = alias(responses, 'baseline_response');
	return db
		.select({
			id: battles.id,
			position: battles.position,
			outcome: battles.outcome,
			margin: battles.margin,
			consistency: battles.consistency,
			decidedBy: battles.decidedBy,
			numbers: battles.numbers,
			questionKey: questions.key,
			category: questions.category,
			subcategory: questions.subcategory,
			languages: questions.languages,
			difficulty: questions.difficulty,
			contentHash: questions.contentHash,
			/** What the judge says may repeat a reference that is for judges alone. */
			hasSecretWords: sql<boolean>`${battles.referenceHash} is not null and ${questions.referenceVisibility} = 'judge-only'`,
			answerHash: responses.textHash,
			baselineHash: theirs.textHash,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(
			responses,
			and(eq(responses.submissionId, runs.submissionId), eq(responses.questionId, questions.id)),
		)
		.innerJoin(
			baseline,
			and(eq(baseline.benchmarkVersionId, questions.benchmarkVersionId), baseline.isBaseline),
		)
		.innerJoin(
			theirs,
			and(eq(theirs.submissionId, baseline.id), eq(theirs.questionId, questions.id)),
		);
};

/** A page of a run's battles that fit, in question order, behind the position `after`. One short statement each. */
export async function pageExportBattles(
	db: Database,
	scope: BattleScope & { readonly runId: string },
	page: ExportPage,
) {
	return selectBattles(db)
		.where(and(gt(battles.position, page.after), ...whereScope(scope)))
		.orderBy(asc(battles.position))
		.limit(page.limit);
}
export type ExportBattle = Awaited<ReturnType<typeof pageExportBattles>>[number];

/**
 * The same of battles whose ratings say which of two answers is better, by at least `leastGap` in the mean over the criteria. No
 * equal ratings, nothing unscored, no empty answer.
 */
export async function pageRatedPreferences(
	db: Database,
	scope: BattleScope & { readonly runId: string; readonly leastGap: number },
	page: ExportPage,
) {
	const criteria = sql`(select count(*) from jsonb_object_keys(${battles.numbers} -> 'ratings'))`;
	return selectBattles(db)
		.where(
			and(
				gt(battles.position, page.after),
				eq(battles.decidedBy, 'ratings'),
				inArray(battles.outcome, ['win', 'loss']),
				sql`abs(${battles.margin}) >= ${scope.leastGap}::float8 * ${criteria}`,
				ne(responses.textHash, sql`baseline_response.text_hash`),
				...whereScope(scope),
			),
		)
		.orderBy(asc(battles.position))
		.limit(page.limit);
}

/**
 * The same of battles that say which of two answers is better: decided by two scored games of which neither contradicts the
 * other. No tie, no flip, nothing unscored, no empty answer.
 */
export async function pagePreferences(
	db: Database,
	scope: BattleScope & { readonly runId: string; readonly leastMargin: number },
	page: ExportPage,
) {
	return selectBattles(db)
		.where(
			and(
				gt(battles.position, page.after),
				eq(battles.decidedBy, 'games'),
				inArray(battles.outcome, ['win', 'loss']),
				inArray(battles.consistency, ['consistent', 'leaning']),
				sql`abs(${battles.margin}) >= ${scope.leastMargin}`,
				ne(responses.textHash, sql`baseline_response.text_hash`),
				...whereScope(scope),
			),
		)
		.orderBy(asc(battles.position))
		.limit(page.limit);
}
