import { and, asc, count, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import {
	type BenchmarkPurpose,
	benchmarks,
	benchmarkVersions,
	questions,
} from '../../schema/benchmarks.ts';
import { models, variants } from '../../schema/models.ts';
import { submissions } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';
import { preparedForEach, preparedOnce } from '../../prepared-once.ts';
import { inBatches } from '../paging/in-batches.ts';
import { roundLimit } from '../paging/round-limit.ts';
import { modelBriefColumns } from '../models/model-brief.ts';

const versionColumns = {
	id: benchmarkVersions.id,
	slug: benchmarks.slug,
	version: benchmarkVersions.version,
	name: benchmarkVersions.name,
	isSample: benchmarks.isSample,
	description: benchmarkVersions.description,
	licence: benchmarkVersions.licence,
	contentHash: benchmarkVersions.contentHash,
	visibility: benchmarkVersions.visibility,
	publishedAt: benchmarkVersions.publishedAt,
	retiredAt: benchmarkVersions.retiredAt,
	questions: sql<number>`(select count(*)::int from ${questions} where ${questions.benchmarkVersionId} = ${benchmarkVersions.id})`,
	baselineId: submissions.id,
	baseline: modelBriefColumns,
};

const selectVersions = (db: Database) =>
	db
		.select(versionColumns)
		.from(benchmarkVersions)
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.innerJoin(
			submissions,
			and(eq(submissions.benchmarkVersionId, benchmarkVersions.id), submissions.isBaseline),
		)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId));

export type BenchmarkVersionRow = Awaited<ReturnType<typeof selectVersions>>[number];

/** Every version that is listed and not retired (or every one at all), newest first within a benchmark, benchmarks by slug. */
export async function listBenchmarkVersions(
	db: Database,
	scope: { readonly isAll?: boolean; readonly slug?: string } = {},
): Promise<BenchmarkVersionRow[]> {
	return selectVersions(db)
		.where(
			and(
				hasBoards(),
				scope.isAll ? undefined : and(isNull(benchmarkVersions.retiredAt), isListed()),
				scope.slug === undefined ? undefined : eq(benchmarks.slug, scope.slug),
			),
		)
		.orderBy(asc(benchmarks.slug), desc(benchmarkVersions.publishedAt), desc(benchmarkVersions.id));
}

/** Whether a benchmark version is shown to those who do not name it. */
export const isListed = () => ne(benchmarkVersions.visibility, 'unlisted');

/** Whether a benchmark is one to stand on: those that hold the pairs of judge checks are not. */
export const hasBoards = () => eq(benchmarks.purpose, 'board');

/** The named version; where none is named the newest, those that are retired or unlisted only for want of others. */
export async function findBenchmarkVersion(
	db: Database,
	{ slug, version }: { readonly slug: string; readonly version?: string | undefined },
): Promise<BenchmarkVersionRow | undefined> {
	const query = versionByName(db, { isVersionNamed: version !== undefined });
	const [row] = await query.execute({ slug, version });
	return row;
}

const versionByName = preparedForEach(
	'version_by_name',
	(db, { isVersionNamed }: { readonly isVersionNamed: boolean }) =>
		selectVersions(db)
			.where(
				and(
					hasBoards(),
					eq(benchmarks.slug, sql.placeholder('slug')),
					isVersionNamed ? eq(benchmarkVersions.version, sql.placeholder('version')) : undefined,
				),
			)
			.orderBy(
				desc(isNull(benchmarkVersions.retiredAt)),
				desc(isListed()),
				desc(benchmarkVersions.publishedAt),
				desc(benchmarkVersions.id),
			)
			.limit(1),
);

/**
 * The id of a benchmark by slug, added when new; undefined when the slug is one of another purpose. Locks it, so that
 * versions are added one after another.
 */
export async function ensureBenchmark(
	db: Database,
	benchmark: {
		readonly slug: string;
		readonly isSample: boolean;
		readonly purpose: BenchmarkPurpose;
	},
): Promise<number | undefined> {
	const [row] = await db
		.insert(benchmarks)
		.values(benchmark)
		.onConflictDoUpdate({
			target: benchmarks.slug,
			// Nothing changes: only so that the row is returned.
			set: { slug: benchmark.slug },
			setWhere: eq(benchmarks.purpose, benchmark.purpose),
		})
		.returning({ id: benchmarks.id });
	return row?.id;
}

/** Adds a version; `undefined` when the benchmark has one of that name. */
export async function insertBenchmarkVersion(
	db: Database,
	version: typeof benchmarkVersions.$inferInsert,
): Promise<number | undefined> {
	const [row] = await db
		.insert(benchmarkVersions)
		.values(version)
		.onConflictDoNothing()
		.returning({ id: benchmarkVersions.id });
	return row?.id;
}

export type NewQuestionRow = Omit<typeof questions.$inferInsert, 'benchmarkVersionId'>;

export async function insertQuestions(
	db: Database,
	benchmarkVersionId: number,
	rows: readonly NewQuestionRow[],
): Promise<void> {
	await inBatches(rows, (batch) =>
		db.insert(questions).values(batch.map((row) => ({ ...row, benchmarkVersionId }))),
	);
}

const outlineColumns = {
	id: questions.id,
	key: questions.key,
	position: questions.position,
	category: questions.category,
	subcategory: questions.subcategory,
	languages: questions.languages,
	difficulty: questions.difficulty,
	contentHash: questions.contentHash,
	referenceHash: questions.referenceHash,
};

/** All questions of a version without their texts, in position order. */
export async function listQuestionOutlines(db: Database, benchmarkVersionId: number) {
	return db
		.select(outlineColumns)
		.from(questions)
		.where(eq(questions.benchmarkVersionId, benchmarkVersionId))
		.orderBy(asc(questions.position));
}
export type QuestionOutlineRow = Awaited<ReturnType<typeof listQuestionOutlines>>[number];

const selectQuestions = (db: Database) =>
	db
		.select({
			...outlineColumns,
			referenceOrigin: questions.referenceOrigin,
			referenceVisibility: questions.referenceVisibility,
			messages: texts.body,
			reference: sql<
				string | null
			>`(select body from texts reference where reference.hash = ${questions.referenceHash})`,
		})
		.from(questions)
		.innerJoin(texts, eq(texts.hash, questions.contentHash));

/** Questions with their messages (canonical JSON; null when redacted) after a position, in position order. */
export async function listQuestions(
	db: Database,
	scope: { readonly benchmarkVersionId: number; readonly after: number; readonly limit: number },
): Promise<QuestionRow[]> {
	const { benchmarkVersionId, after, limit } = scope;
	const query = questionsAfter(db, { limit: roundLimit(limit) });
	return (await query.execute({ benchmarkVersionId, after })).slice(0, limit);
}

const questionsAfter = preparedForEach(
	'questions_after',
	(db, { limit }: { readonly limit: number }) =>
		selectQuestions(db)
			.where(
				and(
					eq(questions.benchmarkVersionId, sql.placeholder('benchmarkVersionId')),
					gt(questions.position, sql.placeholder('after')),
				),
			)
			.orderBy(asc(questions.position))
			.limit(limit),
);

/** The question of a version by the id that its author gave it. */
export async function findQuestionByKey(
	db: Database,
	{ benchmarkVersionId, key }: { readonly benchmarkVersionId: number; readonly key: string },
): Promise<QuestionRow | undefined> {
	const [row] = await selectQuestions(db).where(
		and(eq(questions.benchmarkVersionId, benchmarkVersionId), eq(questions.key, key)),
	);
	return row;
}

export async function findQuestion(db: Database, id: number): Promise<QuestionRow | undefined> {
	const [row] = await selectQuestions(db).where(eq(questions.id, id));
	return row;
}
export type QuestionRow = Awaited<ReturnType<typeof selectQuestions>>[number];

/** How many models stand on a version, the baseline not counted. */
export async function countEntrants(db: Database, benchmarkVersionId: number): Promise<number> {
	const [row] = await db
		.select({ entrants: count() })
		.from(submissions)
		.where(
			and(
				eq(submissions.benchmarkVersionId, benchmarkVersionId),
				eq(submissions.isBaseline, false),
				eq(submissions.state, 'published'),
			),
		);
	return row?.entrants ?? 0;
}

export async function findBenchmarkVersionById(
	db: Database,
	id: number,
): Promise<BenchmarkVersionRow | undefined> {
	const [row] = await versionById(db).execute({ id });
	return row;
}

const versionById = preparedOnce((db) =>
	selectVersions(db)
		.where(eq(benchmarkVersions.id, sql.placeholder('id')))
		.prepare('version_by_id'),
);
