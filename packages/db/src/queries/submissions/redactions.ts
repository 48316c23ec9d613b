import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { battles, games } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { judgments } from '../../schema/judgments.ts';
import { runs } from '../../schema/runs.ts';
import { responses, submissions } from '../../schema/submissions.ts';
import { texts } from '../../schema/texts.ts';

/** The hashes of the texts of a battle by what they are; the judge's words of every attempt. Undefined without such a battle. */
export async function findBattleTexts(db: Database, battleId: number) {
	const baseline = sql<string | null>`(
		select encode(theirs.text_hash, 'hex') from responses theirs
		join submissions baseline on baseline.id = theirs.submission_id and baseline.is_baseline
		where theirs.question_id = ${battles.questionId})`;
	const [row] = await db
		.select({
			question: questions.contentHash,
			reference: questions.referenceHash,
			answer: responses.textHash,
			baselineAnswer: baseline,
		})
		.from(battles)
		.innerJoin(runs, eq(runs.id, battles.runId))
		.innerJoin(questions, eq(questions.id, battles.questionId))
		.innerJoin(
			responses,
			and(eq(responses.submissionId, runs.submissionId), eq(responses.questionId, questions.id)),
		)
		.where(eq(battles.id, battleId));
	if (!row) return undefined;
	const words = await db
		.selectDistinct({ hash: judgments.textHash })
		.from(games)
		.innerJoin(judgments, eq(judgments.identity, games.identity))
		.where(eq(games.battleId, battleId));
	return { ...row, judgeWords: words.flatMap(({ hash }) => (hash === null ? [] : [hash])) };
}

/** Takes the bodies of texts away; hash, length and the fact stay. Returns the hashes of those that had one. */
export async function redactTexts(
	db: Database,
	{ hashes, reason }: { readonly hashes: readonly string[]; readonly reason: string },
): Promise<readonly string[]> {
	if (hashes.length === 0) return [];
	const rows = await db
		.update(texts)
		.set({ body: null, packed: null, redactedAt: sql`now()`, redactionReason: reason })
		.where(and(inArray(texts.hash, [...hashes]), isNull(texts.redactedAt)))
		.returning({ hash: texts.hash });
	const gone = rows.map(({ hash }) => hash).sort();
	if (gone.length > 0) await forgetDetails(db, gone);
	return gone;
}

/** A sentence beside a judge's words may repeat them. Only judgments without a verdict have one. */
async function forgetDetails(db: Database, hashes: readonly string[]): Promise<void> {
	await db
		.update(judgments)
		.set({ detail: null })
		.where(and(isNull(judgments.verdict), inArray(judgments.textHash, [...hashes])));
}

/** The texts of these hashes that are there, with their length, and when each was redacted. */
export async function findTextLengths(db: Database, hashes: readonly string[]) {
	if (hashes.length === 0) return [];
	return db
		.select({ hash: texts.hash, characters: texts.characters, redactedAt: texts.redactedAt })
		.from(texts)
		.where(inArray(texts.hash, [...hashes]));
}

/**
 * How many answers are one of these texts, and how many battles show one of them: as question, reference, answer of either
 * side, or words of the judge.
 */
export async function countTouched(
	db: Database,
	hashes: readonly string[],
): Promise<{ readonly answers: number; readonly battles: number }> {
	const listed = sql.join(
		hashes.map((hash) => sql`decode(${hash}, 'hex')`),
		sql`, `,
	);
	const [row] = await db.execute<{ answers: number; battles: number }>(sql`
		with held as materialized (
			select responses.submission_id, responses.question_id, submissions.is_baseline
			from responses join submissions on submissions.id = responses.submission_id
			where responses.text_hash in (${listed})
		), shown as (
			select battles.id from battles join questions on questions.id = battles.question_id
			where questions.content_hash in (${listed}) or questions.reference_hash in (${listed})
			union
			select battles.id from held
			join battles on battles.question_id = held.question_id
			join runs on runs.id = battles.run_id
			where held.is_baseline or runs.submission_id = held.submission_id
			union
			select games.battle_id from judgments join games on games.identity = judgments.identity
			where judgments.text_hash in (${listed})
		)
		select (select count(*)::int from held) as answers, (select count(*)::int from shown) as battles`);
	return { answers: row?.answers ?? 0, battles: row?.battles ?? 0 };
}

/** Submissions that hold one of these texts as an answer, with the questions that it answers. */
export async function listAnswersOf(db: Database, hashes: readonly string[]) {
	if (hashes.length === 0) return [];
	return db
		.select({
			submissionId: responses.submissionId,
			questionKey: questions.key,
			warnings: submissions.warnings,
		})
		.from(responses)
		.innerJoin(submissions, eq(submissions.id, responses.submissionId))
		.innerJoin(questions, eq(questions.id, responses.questionId))
		.where(inArray(responses.textHash, [...hashes]));
}

/** Replaces a submission's warnings, in what repeated requests are answered too. */
export async function replaceWarnings(
	db: Database,
	submissionId: string,
	warnings: (typeof submissions.$inferSelect)['warnings'],
): Promise<void> {
	await db.update(submissions).set({ warnings }).where(eq(submissions.id, submissionId));
	await db.execute(sql`
		update idempotency_keys set body = jsonb_set(body, '{warnings}', ${JSON.stringify(warnings)}::text::jsonb)
		where body ->> 'id' = ${submissionId} and body ? 'warnings'`);
}
