import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { models, variants } from '../../schema/models.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { isListed } from '../benchmarks/benchmarks.ts';
import { preparedForEach } from '../../prepared-once.ts';
import { modelBriefColumns } from '../models/model-brief.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';
import { newestRun, neighbour, questionsOfDraft } from './submission-columns.ts';
import { submissionSourceColumns } from './submission-source.ts';
import { isVisibleAt, isVisibleTo, type Sight, sightOf, type Viewer } from '../keys/viewer.ts';

const selectSubmissions = (db: Database) =>
	db
		.select({
			id: submissions.id,
			benchmarkVersionId: submissions.benchmarkVersionId,
			benchmarkSlug: benchmarks.slug,
			benchmarkVersion: benchmarkVersions.version,
			benchmarkVisibility: benchmarkVersions.visibility,
			isBaseline: submissions.isBaseline,
			state: submissions.state,
			responses: submissions.responses,
			emptyResponses: submissions.emptyResponses,
			warnings: submissions.warnings,
			preparation: submissions.preparation,
			createdAt: submissions.createdAt,
			submittedAt: submissions.submittedAt,
			publishedAt: submissions.publishedAt,
			owner: submissions.owner,
			revision: submissions.revision,
			flags: submissions.flags,
			clearedAt: submissions.clearedAt,
			rejectedReason: submissions.rejectedReason,
			withdrawnReason: submissions.withdrawnReason,
			contact: submissions.contact,
			shareToken: submissions.shareToken,
			questions: questionsOfDraft,
			newestRun,
			supersededBy: neighbour('newer'),
			supersedes: neighbour('older'),
			model: modelBriefColumns,
			source: submissionSourceColumns,
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
): Promise<void> {
	await db.insert(submissions).values(submission);
}

/** A submission that the viewer may see. */
export async function findSubmission(
	db: Database,
	id: string,
	viewer?: Viewer,
): Promise<SubmissionRow | undefined> {
	const query = submissionById(db, { sight: sightOf(viewer) });
	const [row] = await query.execute({ id, owner: viewer?.owner });
	return row;
}

const submissionById = preparedForEach(
	'submission_by_id',
	(db, { sight }: { readonly sight: Sight }) =>
		selectSubmissions(db).where(and(eq(submissions.id, sql.placeholder('id')), isVisibleAt(sight))),
);

/** Published submissions, or those of one owner, newest first, after the one that `before` names; baselines are marked. */
export async function listSubmissions(
	db: Database,
	scope: {
		readonly benchmarkVersionId?: number | undefined;
		readonly modelSlug?: string | undefined;
		/** Whose; everything that is not withdrawn, drafts included. */
		readonly owner?: string | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<SubmissionRow[]> {
	return selectSubmissions(db)
		.where(
			and(
				scope.owner === undefined
					? eq(submissions.state, 'published')
					: and(eq(submissions.owner, scope.owner), ne(submissions.state, 'withdrawn')),
				scope.benchmarkVersionId === undefined
					? scope.owner === undefined
						? isListed()
						: undefined
					: eq(submissions.benchmarkVersionId, scope.benchmarkVersionId),
				scope.modelSlug === undefined ? undefined : eq(models.slug, scope.modelSlug),
				scope.before && isAfter(submissions, scope.before),
			),
		)
		.orderBy(...newestFirst(submissions))
		.limit(scope.limit);
}

/** The submissions of a model's variants that the viewer sees, newest first; those to versions on no list are for operators. */
export async function listSubmissionsOfModel(
	db: Database,
	modelSlug: string,
	viewer: Viewer,
): Promise<SubmissionRow[]> {
	return selectSubmissions(db)
		.where(
			and(
				eq(models.slug, modelSlug),
				isVisibleTo(viewer),
				viewer.isOperator ? undefined : isListed(),
			),
		)
		.orderBy(desc(submissions.createdAt), asc(submissions.id));
}

const MOST_CHECKPOINTS = 1000;

/** Published submissions that are checkpoints of these models, to versions on a list, the newest first. */
export async function listCheckpoints(
	db: Database,
	models: readonly string[],
): Promise<SubmissionRow[]> {
	if (models.length === 0) return [];
	return selectSubmissions(db)
		.where(
			and(
				inArray(submissions.checkpointOf, [...models]),
				eq(submissions.state, 'published'),
				isListed(),
			),
		)
		.orderBy(desc(submissions.createdAt), asc(submissions.id))
		.limit(MOST_CHECKPOINTS);
}

/** What was done to the answers of submissions before they were stored, by their ids. */
export async function findPreparations(db: Database, ids: readonly string[]) {
	if (ids.length === 0) return new Map<string, never>();
	const rows = await db
		.select({ id: submissions.id, preparation: submissions.preparation })
		.from(submissions)
		.where(inArray(submissions.id, [...ids]));
	return new Map(rows.map((row) => [row.id, row.preparation]));
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
/** As much of a response as its battle is planned from. */
export type StoredResponse = Pick<ResponseRow, 'questionId' | 'textHash' | 'isEmpty'>;

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

/** How often a model was judged on each version without the result being published, drafts not counted. */
export async function listPrivateAttempts(
	db: Database,
	{ modelSlug }: { readonly modelSlug: string },
): Promise<{ readonly benchmark: string; readonly attempts: number }[]> {
	return db
		.select({
			benchmark: sql<string>`${benchmarks.slug} || '@' || ${benchmarkVersions.version}`,
			attempts: sql<number>`count(*)::int`,
		})
		.from(submissions)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, submissions.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			and(
				eq(models.slug, modelSlug),
				isNotNull(submissions.submittedAt),
				isNull(submissions.publishedAt),
			),
		)
		.groupBy(benchmarks.slug, benchmarkVersions.version)
		.orderBy(asc(benchmarks.slug), asc(benchmarkVersions.version));
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

/** Mean characters of a question, and of both its answers together. */
export async function findCharacters(
	db: Database,
	submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>,
): Promise<{ readonly question: number; readonly bothAnswers: number }> {
	const rows = await db.execute<{ question: number | null; both: number | null }>(sql`
		select avg(asked.characters)::float8 as question,
			avg(own.characters + theirs.characters)::float8 as both
		from questions
		join texts asked on asked.hash = questions.content_hash
		join responses own on own.question_id = questions.id and own.submission_id = ${submission.id}
		join submissions baseline
			on baseline.benchmark_version_id = questions.benchmark_version_id and baseline.is_baseline
		join responses theirs
			on theirs.question_id = questions.id and theirs.submission_id = baseline.id
		where questions.benchmark_version_id = ${submission.benchmarkVersionId} and not own.is_empty`);
	const [row] = [...rows];
	return { question: row?.question ?? 0, bothAnswers: row?.both ?? 0 };
}
