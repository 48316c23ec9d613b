import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** Another submission with answers of exactly the same texts. */
export type CopiedSubmission = {
	readonly isBaseline: boolean;
	readonly model: string;
	/** Questions with the same text; empty answers do not count. */
	readonly answers: number;
};

/**
 * The baseline and the published submissions of other models of the same version that have at least `least` answers of the
 * same texts, the most first; what equals the baseline's counts for the baseline alone. One pass over the version's responses.
 */
export async function listCopied(
	db: Database,
	{ submissionId, least }: { readonly submissionId: string; readonly least: number },
): Promise<readonly CopiedSubmission[]> {
	const rows = await db.execute<CopiedSubmission>(sql`
		select theirs.is_baseline as "isBaseline", models.slug as model, count(*)::int as answers
		from submissions own
		join variants own_variant on own_variant.id = own.variant_id
		join responses ours on ours.submission_id = own.id and not ours.is_empty
		join submissions theirs on theirs.benchmark_version_id = own.benchmark_version_id
			and theirs.id <> own.id and (theirs.is_baseline or theirs.state = 'published')
		join variants on variants.id = theirs.variant_id
			and (theirs.is_baseline or variants.model_id <> own_variant.model_id)
		join models on models.id = variants.model_id
		join responses on responses.submission_id = theirs.id
			and responses.question_id = ours.question_id and responses.text_hash = ours.text_hash
		left join submissions baseline on baseline.benchmark_version_id = own.benchmark_version_id
			and baseline.is_baseline
		left join responses base on base.submission_id = baseline.id and base.question_id = ours.question_id
		where own.id = ${submissionId} and (theirs.is_baseline or base.text_hash <> ours.text_hash)
		group by theirs.id, models.slug
		having count(*) >= ${least}
		order by answers desc, model, theirs.id`);
	return [...rows];
}
