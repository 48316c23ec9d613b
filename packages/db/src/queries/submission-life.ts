import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { responses, submissions } from '../schema/submissions.ts';
import { inBatches } from './in-batches.ts';
import { listResponses } from './submissions.ts';

export type NewResponse = typeof responses.$inferInsert;

/** Stores responses; `isReplacing` lets them take the place of those that a draft has already. */
export async function insertResponses(
	db: Database,
	rows: readonly NewResponse[],
	{ isReplacing = false }: { readonly isReplacing?: boolean } = {},
): Promise<void> {
	const { submissionId, questionId } = responses;
	const set = {
		textHash: sql`excluded.text_hash`,
		characters: sql`excluded.characters`,
		isEmpty: sql`excluded.is_empty`,
	};
	await inBatches(rows, (batch) => {
		const inserted = db.insert(responses).values(batch);
		return isReplacing
			? inserted.onConflictDoUpdate({ target: [submissionId, questionId], set })
			: inserted;
	});
}

/** Sets what follows from the stored responses: their number, how many are empty, and the hash of all. */
export async function settleResponses(
	db: Database,
	submissionId: string,
	hashOf: (text: string) => string,
): Promise<void> {
	const rows = await listResponses(db, submissionId);
	await db
		.update(submissions)
		.set({
			responses: rows.length,
			emptyResponses: rows.filter(({ isEmpty }) => isEmpty).length,
			contentHash: hashOf(rows.map(({ textHash }) => textHash).join('\n')),
		})
		.where(eq(submissions.id, submissionId));
}

/** A draft as it is, held against other uploads until the transaction ends; undefined when it is no draft any more. */
export async function lockDraft(db: Database, id: string) {
	const [row] = await db
		.select({
			revision: submissions.revision,
			responses: submissions.responses,
			warnings: submissions.warnings,
			flags: submissions.flags,
			benchmarkVersionId: submissions.benchmarkVersionId,
		})
		.from(submissions)
		.where(and(eq(submissions.id, id), eq(submissions.state, 'draft')))
		.for('update');
	return row;
}

type Change = Partial<
	Omit<typeof submissions.$inferInsert, 'id'> & Record<keyof typeof submissions.$inferInsert, SQL>
>;

/** Changes a submission that fits the condition; false when it does not. */
export async function changeSubmission(
	db: Database,
	{
		id,
		where,
		set,
	}: { readonly id: string; readonly where?: SQL | undefined; readonly set: Change },
): Promise<boolean> {
	const rows = await db
		.update(submissions)
		.set(set)
		.where(and(eq(submissions.id, id), where))
		.returning({ id: submissions.id });
	return rows.length > 0;
}

export const isDraft = eq(submissions.state, 'draft');
export const isPrivate = eq(submissions.state, 'private');
export const isNotWithdrawn = and(
	isNull(submissions.withdrawnAt),
	eq(submissions.isBaseline, false),
);

/** Answers that several questions of a submission share, most frequent first; empty ones not counted. */
export async function countIdenticalResponses(db: Database, submissionId: string) {
	const times = sql<number>`count(*)::int`;
	return db
		.select({
			times,
			keys: sql<string[]>`(array_agg(questions.key order by questions.position))[1:20]`,
		})
		.from(responses)
		.innerJoin(sql`questions`, sql`questions.id = ${responses.questionId}`)
		.where(and(eq(responses.submissionId, submissionId), eq(responses.isEmpty, false)))
		.groupBy(responses.textHash)
		.having(sql`count(*) > 1`)
		.orderBy(sql`count(*) desc`, responses.textHash);
}

/** Makes every board stale on which a submission stands or stood, when what it shows has changed. */
export async function markBoardsOf(db: Database, submissionId: string): Promise<void> {
	await db.execute(sql`
		update boards set stale_since = clock_timestamp()
		from runs join submissions on submissions.id = runs.submission_id
		where runs.submission_id = ${submissionId} and runs.finished_at is not null
			and boards.judge_version_id = runs.judge_version_id
			and boards.benchmark_version_id = submissions.benchmark_version_id`);
}

/** Runs of a submission that are neither finished nor cancelled. */
export async function listOpenRuns(db: Database, submissionId: string): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>(sql`
		select id from runs where submission_id = ${submissionId} and finished_at is null
			and held is distinct from 'cancelled' order by id`);
	return [...rows].map(({ id }) => id);
}
