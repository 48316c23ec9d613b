import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** Another submission with answers of the same texts; white space makes no difference. */
export type CopiedSubmission = {
	readonly isBaseline: boolean;
	readonly model: string;
	/** Questions with the same text; empty answers do not count. */
	readonly answers: number;
};

/** An answer that is compared: SHA-256, in hex, of its text without white space. */
export type SqueezedAnswer = { readonly questionId: string; readonly sha256: string };

/** The answers that are compared: those of a stored submission, or the hashes of a file's. */
export type OwnAnswers =
	| { readonly kind: 'stored'; readonly submissionId: string }
	| {
			readonly kind: 'given';
			readonly versionId: number;
			/** By slug; its own submissions are not compared. */
			readonly model: string | undefined;
			readonly answers: readonly SqueezedAnswer[];
	  };

/** So many answers name the submissions that are compared in full; one with a tenth of equal answers is missed once in 30,000 times. */
const SAMPLE = 100;

/**
 * The baseline and the published submissions of other models of the same version that have at least `least` answers of the
 * same texts, the most first; what equals the baseline's counts for the baseline alone. A sample of the answers is compared with all
 * submissions, and all answers with those that it finds.
 */
export async function listCopied(
	db: Database,
	own: OwnAnswers,
	least: number,
): Promise<readonly CopiedSubmission[]> {
	const sampled = await compare(db, own, { most: SAMPLE, least: 1 });
	if (sampled.length === 0) return [];
	const only = sampled.map(({ id }) => id);
	const found = await compare(db, own, { least, only });
	return found.map(({ isBaseline, model, answers }) => ({ isBaseline, model, answers }));
}

type Found = CopiedSubmission & { readonly id: string };

async function compare(
	db: Database,
	own: OwnAnswers,
	{
		most = null,
		least,
		only,
	}: { readonly most?: number | null; readonly least: number; readonly only?: readonly string[] },
): Promise<readonly Found[]> {
	const { version, model, answers } = describeOwn(own, most);
	const among = only
		? sql`and (theirs.is_baseline or theirs.id in (select jsonb_array_elements_text(${JSON.stringify(only)}::jsonb)))`
		: sql``;
	const rows = await db.execute<Found>(sql`
		with ours as materialized (${answers}),
		theirs as materialized (
			select theirs.id, theirs.is_baseline, models.slug, responses.question_id,
				${squeezed(sql`texts.body`)} = ours.sha256 as is_equal
			from submissions theirs
			join variants on variants.id = theirs.variant_id
			join models on models.id = variants.model_id
			join responses on responses.submission_id = theirs.id and not responses.is_empty
			join ours on ours.question_id = responses.question_id
			join texts on texts.hash = responses.text_hash
			where theirs.benchmark_version_id = ${version}
				and (theirs.is_baseline or (theirs.state = 'published' and models.slug is distinct from ${model}))
				${own.kind === 'stored' ? sql`and theirs.id <> ${own.submissionId}` : sql``} ${among}
		),
		of_baseline as (select question_id from theirs where is_baseline and is_equal)
		select id, is_baseline as "isBaseline", slug as model, count(*)::int as answers
		from theirs
		where is_equal and (is_baseline or question_id not in (select question_id from of_baseline))
		group by id, is_baseline, slug
		having count(*) >= ${least}
		order by answers desc, model, id`);
	return [...rows];
}

/** The version and the model as expressions, and a query of `question_id` and `sha256`. */
function describeOwn(
	own: OwnAnswers,
	most: number | null,
): { readonly version: SQL; readonly model: SQL; readonly answers: SQL } {
	const limit = most === null ? sql`` : sql`limit ${most}`;
	if (own.kind === 'given') {
		const rows = JSON.stringify(
			own.answers.map(({ questionId, sha256 }) => ({ key: questionId, sha256 })),
		);
		return {
			version: sql`${own.versionId}`,
			model: sql`${own.model ?? null}::text`,
			answers: sql`
				select questions.id as question_id, given.sha256
				from jsonb_to_recordset(${rows}::jsonb) as given(key text, sha256 text)
				join questions on questions.key = given.key and questions.benchmark_version_id = ${own.versionId}
				order by given.sha256, questions.id ${limit}`,
		};
	}
	return {
		version: sql`(select benchmark_version_id from submissions where id = ${own.submissionId})`,
		model: sql`(
			select models.slug from submissions
			join variants on variants.id = submissions.variant_id join models on models.id = variants.model_id
			where submissions.id = ${own.submissionId})`,
		answers: sql`
			select picked.question_id, ${squeezed(sql`texts.body`)} as sha256
			from (
				select question_id, text_hash from responses
				where submission_id = ${own.submissionId} and not is_empty
				order by text_hash, question_id ${limit}
			) picked
			join texts on texts.hash = picked.text_hash`,
	};
}

/** As `squeezeText` does it. */
const squeezed = (body: SQL) =>
	sql`encode(sha256(convert_to(translate(${body}, E' \\t\\n\\x0b\\f\\r', ''), 'UTF8')), 'hex')`;
