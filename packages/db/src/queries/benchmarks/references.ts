import type { ReferenceOrigin, ReferenceVisibility } from '@codejoust/arena/rules/reference';
import { and, count, eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { questions } from '../../schema/benchmarks.ts';
import { responses } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';

/** Mean characters of the references of a version over all its questions, 0 for a question that has none. */
export async function findReferenceCharacters(
	db: Database,
	benchmarkVersionId: number,
): Promise<number> {
	const [row] = await db
		.select({ mean: sql<number | null>`avg(coalesce(${texts.characters}, 0))::float8` })
		.from(questions)
		.leftJoin(texts, eq(texts.hash, questions.referenceHash))
		.where(eq(questions.benchmarkVersionId, benchmarkVersionId));
	return row?.mean ?? 0;
}

/** What a new version has in place of the reference of a question; named by the key of the question. */
export type NewReference = {
	readonly key: string;
	readonly hash: string;
	readonly origin: ReferenceOrigin | null;
	readonly visibility: ReferenceVisibility;
};

/** Gives a version the questions of another one, with these references in place of theirs. Their texts are stored already. */
export async function copyQuestions(
	db: Database,
	{ fromId, toId }: { readonly fromId: number; readonly toId: number },
	references: readonly NewReference[],
): Promise<void> {
	await db.execute(sql`
		insert into questions (benchmark_version_id, key, position, category, subcategory, languages, difficulty,
			content_hash, reference_hash, reference_origin, reference_visibility)
		select ${toId}::bigint, questions.key, position, category, subcategory, languages, difficulty, content_hash,
			coalesce(decode(given.hash, 'hex'), reference_hash),
			case when given.key is null then reference_origin else given.origin end,
			coalesce(given.visibility, reference_visibility)
		from questions
		left join json_to_recordset(${JSON.stringify(references)}::text::json)
			as given(key text, hash text, origin text, visibility text) on given.key = questions.key
		where benchmark_version_id = ${fromId} order by position`);
}

/** Gives a version the baseline of another one, with its responses to questions of the same keys. */
export async function copyBaseline(
	db: Database,
	copy: {
		readonly fromId: string;
		readonly toId: string;
		readonly benchmarkVersionId: number;
		readonly createdBy: string;
	},
): Promise<void> {
	const { fromId, toId, benchmarkVersionId, createdBy } = copy;
	await db.execute(sql`
		insert into submissions (id, benchmark_version_id, variant_id, is_baseline, responses, empty_responses,
			content_hash, created_by)
		select ${toId}, ${benchmarkVersionId}::bigint, variant_id, true, responses, empty_responses, content_hash,
			${createdBy}
		from submissions where id = ${fromId}`);
	await db.execute(sql`
		insert into responses (submission_id, question_id, text_hash, characters, is_empty)
		select ${toId}, own.id, text_hash, characters, is_empty
		from responses
		join questions theirs on theirs.id = responses.question_id
		join questions own on own.key = theirs.key and own.benchmark_version_id = ${benchmarkVersionId}
		where submission_id = ${fromId} order by own.position`);
}

/** How many questions of a version have a reference. */
export async function countReferences(db: Database, benchmarkVersionId: number): Promise<number> {
	const [row] = await db
		.select({ references: count(questions.referenceHash) })
		.from(questions)
		.where(eq(questions.benchmarkVersionId, benchmarkVersionId));
	return row?.references ?? 0;
}

/** How many answers of a submission are exactly the reference of their question, and a public one. */
export async function countEqualToReference(
	db: Database,
	submissionId: string,
): Promise<{ readonly all: number; readonly ofPublic: number }> {
	const [row] = await db
		.select({
			all: count(),
			ofPublic: sql<number>`(count(*) filter (where ${questions.referenceVisibility} = 'public'))::int`,
		})
		.from(responses)
		.innerJoin(questions, eq(questions.id, responses.questionId))
		.where(
			and(
				eq(responses.submissionId, submissionId),
				eq(responses.textHash, questions.referenceHash),
			),
		);
	return row ?? { all: 0, ofPublic: 0 };
}
