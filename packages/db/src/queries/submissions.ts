import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { benchmarks, benchmarkVersions, questions } from '../schema/benchmarks.ts';
import { models, variants } from '../schema/models.ts';
import { responses, submissions } from '../schema/submissions.ts';
import { isListed } from './benchmarks.ts';
import { inBatches } from './in-batches.ts';
import { modelBriefColumns } from './model-brief.ts';
import { isAfter, newestFirst, type Place } from './newest-first.ts';

const selectSubmissions = (db: Database) =>
	db
		.select({
			id: submissions.id,
			benchmarkVersionId: submissions.benchmarkVersionId,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			visibility: benchmarkVersions.visibility,
			isBaseline: submissions.isBaseline,
			state: submissions.state,
			responses: submissions.responses,
			emptyResponses: submissions.emptyResponses,
			warnings: submissions.warnings,
			createdAt: submissions.createdAt,
			model: modelBriefColumns,
		})
		.from(submissions)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId));

export type SubmissionRow = Awaited<ReturnType<typeof selectSubmissions>>[number];

export async function insertSubmission(
	db: Database,
	submission: typeof submissions.$inferInsert,
	rows: readonly Omit<typeof responses.$inferInsert, 'submissionId'>[],
): Promise<void> {
	await db.insert(submissions).values(submission);
	await inBatches(rows, (batch) =>
		db.insert(responses).values(batch.map((row) => ({ ...row, submissionId: submission.id }))),
	);
}

export async function findSubmission(db: Database, id: string): Promise<SubmissionRow | undefined> {
	const [row] = await selectSubmissions(db).where(eq(submissions.id, id));
	return row;
}

/** Published submissions newest first, after the one that `before` names; baselines are among them, marked. */
export async function listSubmissions(
	db: Database,
	scope: {
		readonly benchmarkVersionId?: number | undefined;
		readonly modelSlug?: string | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<SubmissionRow[]> {
	return selectSubmissions(db)
		.where(
			and(
				eq(submissions.state, 'published'),
				scope.benchmarkVersionId === undefined
					? isListed()
					: eq(submissions.benchmarkVersionId, scope.benchmarkVersionId),
				scope.modelSlug === undefined ? undefined : eq(models.slug, scope.modelSlug),
				scope.before && isAfter(submissions, scope.before),
			),
		)
		.orderBy(...newestFirst(submissions))
		.limit(scope.limit);
}

/** All submissions of a model's variants to versions that are listed, newest first. */
export async function listSubmissionsOfModel(
	db: Database,
	modelSlug: string,
): Promise<SubmissionRow[]> {
	return selectSubmissions(db)
		.where(and(eq(models.slug, modelSlug), isListed()))
		.orderBy(desc(submissions.createdAt), asc(submissions.id));
}

/** A submission's responses without their texts, in question order. */
export async function listResponses(db: Database, submissionId: string) {
	return db
		.select({
			questionId: responses.questionId,
			key: questions.key,
			position: questions.position,
			textHash: responses.textHash,
			characters: responses.characters,
			isEmpty: responses.isEmpty,
		})
		.from(responses)
		.innerJoin(questions, eq(questions.id, responses.questionId))
		.where(eq(responses.submissionId, submissionId))
		.orderBy(asc(questions.position));
}
export type ResponseRow = Awaited<ReturnType<typeof listResponses>>[number];

/** The id of the baseline's submission. Every published version has one. */
export async function findBaseline(db: Database, benchmarkVersionId: number): Promise<string> {
	const [row] = await db
		.select({ id: submissions.id })
		.from(submissions)
		.where(
			and(eq(submissions.benchmarkVersionId, benchmarkVersionId), eq(submissions.isBaseline, true)),
		);
	if (!row) throw new Error(`benchmark version ${benchmarkVersionId} has no baseline`);
	return row.id;
}

/** Whether any submission of a model stands on a benchmark version. */
export async function hasSubmission(
	db: Database,
	{ benchmarkVersionId, modelSlug }: { benchmarkVersionId: number; modelSlug: string },
): Promise<boolean> {
	const rows = await db
		.select({ id: submissions.id })
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(and(eq(submissions.benchmarkVersionId, benchmarkVersionId), eq(models.slug, modelSlug)))
		.limit(1);
	return rows.length > 0;
}

/** Mean characters of a question with both its answers: what a judge reads in one game. */
export async function findCharacters(
	db: Database,
	submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>,
): Promise<{ readonly perBattle: number }> {
	const rows = await db.execute<{ mean: number | null }>(sql`
		select avg(asked.characters + own.characters + theirs.characters)::float8 as mean
		from questions
		join texts asked on asked.hash = questions.content_hash
		join responses own on own.question_id = questions.id and own.submission_id = ${submission.id}
		join submissions baseline
			on baseline.benchmark_version_id = questions.benchmark_version_id and baseline.is_baseline
		join responses theirs
			on theirs.question_id = questions.id and theirs.submission_id = baseline.id
		where questions.benchmark_version_id = ${submission.benchmarkVersionId} and not own.is_empty`);
	return { perBattle: [...rows][0]?.mean ?? 0 };
}
