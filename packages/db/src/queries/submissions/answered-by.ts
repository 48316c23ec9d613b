import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { models, variants } from '../../schema/models.ts';
import { submissions } from '../../schema/submissions.ts';

/** What may be judged of a model on a benchmark version: not withdrawn, rejected or a draft; the one published last first. */
export async function listSubmissionsOf(
	db: Database,
	{
		benchmarkVersionId,
		modelSlug,
	}: { readonly benchmarkVersionId: number; readonly modelSlug: string },
) {
	return db
		.select({
			id: submissions.id,
			variantId: submissions.variantId,
			isWithoutTexts: submissions.isWithoutTexts,
		})
		.from(submissions)
		.innerJoin(variants, eq(variants.id, submissions.variantId))
		.innerJoin(models, eq(models.id, variants.modelId))
		.where(
			and(
				eq(submissions.benchmarkVersionId, benchmarkVersionId),
				eq(submissions.isBaseline, false),
				inArray(submissions.state, ['published', 'held', 'private']),
				eq(models.slug, modelSlug),
			),
		)
		.orderBy(sql`${submissions.publishedAt} desc nulls last`, desc(submissions.id));
}

/** Whether the texts of a submission's answers were never given. */
export async function isWithoutTexts(db: Database, submissionId: string): Promise<boolean> {
	const [row] = await db
		.select({ isWithoutTexts: submissions.isWithoutTexts })
		.from(submissions)
		.where(eq(submissions.id, submissionId));
	return row?.isWithoutTexts === true;
}
