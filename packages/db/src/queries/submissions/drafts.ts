import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import type { responses, StoredStatedPrice } from '../../schema/submissions.ts';
import { submissions } from '../../schema/submissions.ts';
import { inBatches } from '../paging/in-batches.ts';
import type { ResponseRow } from './submissions.ts';
import { findTexts } from '../texts/texts.ts';

export type NewResponse = typeof responses.$inferInsert;

/** Stores responses; `isReplacing` lets them take the place of those that a draft has already. */
export async function insertResponses(
	db: Database,
	rows: readonly NewResponse[],
	{ isReplacing = false }: { readonly isReplacing?: boolean } = {},
): Promise<void> {
	const onConflict = isReplacing
		? sql`on conflict (submission_id, question_id) do update set
			text_hash = excluded.text_hash, characters = excluded.characters, is_empty = excluded.is_empty`
		: sql``;
	await inBatches(rows, (batch) =>
		db.execute(sql`
			insert into responses (submission_id, question_id, text_hash, characters, is_empty)
			select "submissionId", "questionId", decode("textHash", 'hex'), characters, "isEmpty"
			from json_to_recordset(${JSON.stringify(batch)}::text::json) as given(
				"submissionId" text, "questionId" bigint, "textHash" text, characters integer,
				"isEmpty" boolean)
			${onConflict}`),
	);
}

/** Sets what follows from all responses of a submission, in question order: their number, how many are empty, and the hash of all. */
export async function settleResponses(
	db: Database,
	submissionId: string,
	{
		responses: rows,
		hashOf,
	}: {
		readonly responses: readonly Pick<ResponseRow, 'textHash' | 'isEmpty'>[];
		readonly hashOf: (text: string) => string;
	},
): Promise<void> {
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
			origin: submissions.origin,
			preparation: submissions.preparation,
			benchmarkVersionId: submissions.benchmarkVersionId,
		})
		.from(submissions)
		.where(and(eq(submissions.id, id), eq(submissions.state, 'draft')))
		.for('update');
	return row;
}

/** Writes down what an upload to a draft brought, and that there was one. */
export async function noteUpload(
	db: Database,
	id: string,
	noted: Pick<typeof submissions.$inferSelect, 'warnings' | 'flags'> &
		Partial<Pick<typeof submissions.$inferSelect, 'origin' | 'preparation'>>,
): Promise<void> {
	const revision = sql`${submissions.revision} + 1`;
	await db
		.update(submissions)
		.set({ ...noted, revision })
		.where(eq(submissions.id, id));
}

/** Ends a draft's being one. A draft that was meant for everybody is published with it, unless it is to be private. */
export async function submitDraft(
	db: Database,
	id: string,
	change: { readonly isPrivate: boolean | undefined; readonly isCleared: boolean },
): Promise<boolean> {
	const now = sql`now()`;
	const published = {
		true: { publishedAt: null },
		false: { publishedAt: now },
		undefined: {
			publishedAt: sql`case when ${submissions.publishedAt} is not null then now() end`,
		},
	}[`${change.isPrivate}`];
	return changeWhere(db, and(eq(submissions.id, id), eq(submissions.state, 'draft')), {
		submittedAt: now,
		...published,
		...(change.isCleared ? { clearedAt: now } : {}),
	});
}

/** Makes a private submission everybody's; false when it is not private. */
export async function publishSubmission(db: Database, id: string): Promise<boolean> {
	const isPrivate = and(eq(submissions.id, id), eq(submissions.state, 'private'));
	return changeWhere(db, isPrivate, { publishedAt: sql`now()` });
}

/** Takes a submission back; false for a baseline, and when it was taken back before. */
export async function withdrawSubmission(
	db: Database,
	{ id, reason }: { readonly id: string; readonly reason: string },
): Promise<boolean> {
	return changeWhere(db, isContestant(id), { withdrawnAt: sql`now()`, withdrawnReason: reason });
}

/** Writes down what an operator decided about a submission; false for a baseline, a draft, and what was taken back. */
export async function reviewSubmission(
	db: Database,
	review: { readonly id: string } & (
		{ readonly decision: 'clear' } | { readonly decision: 'reject'; readonly reason: string }
	),
): Promise<boolean> {
	const isSubmitted = and(isContestant(review.id), isNotNull(submissions.submittedAt));
	return changeWhere(
		db,
		isSubmitted,
		review.decision === 'clear'
			? { clearedAt: sql`now()`, rejectedAt: null, rejectedReason: null }
			: { clearedAt: null, rejectedAt: sql`now()`, rejectedReason: review.reason },
	);
}

/** Marks that an operator has made the answers again, or takes the mark away; false for a baseline and what was withdrawn. */
/** States what the answers cost, or takes the statement away; false of a withdrawn submission and of a baseline. */
export async function storeStatedPrice(
	db: Database,
	id: string,
	price: StoredStatedPrice | null,
): Promise<boolean> {
	return changeWhere(db, isContestant(id), { statedPrice: price });
}

export async function markRerun(db: Database, id: string, isRerun: boolean): Promise<boolean> {
	const change = isRerun ? { rerunAt: sql`now()` } : { rerunAt: null };
	return changeWhere(db, and(isContestant(id), isNotNull(submissions.submittedAt)), change);
}

const isContestant = (id: string) =>
	and(eq(submissions.id, id), isNull(submissions.withdrawnAt), eq(submissions.isBaseline, false));

async function changeWhere(
	db: Database,
	where: SQL | undefined,
	set: PgUpdateSetSource<typeof submissions>,
): Promise<boolean> {
	const changed = db.update(submissions).set(set).where(where);
	return (await changed.returning({ id: submissions.id })).length > 0;
}

/** Stored responses with their texts, in the order of the rows, some at a time. A redacted one reads as empty. */
export async function* readStoredAnswers(
	db: Database,
	rows: readonly Pick<ResponseRow, 'key' | 'textHash'>[],
): AsyncGenerator<readonly { readonly question_id: string; readonly response: string }[]> {
	for (let at = 0; at < rows.length; at += ANSWERS_AT_ONCE) {
		const batch = rows.slice(at, at + ANSWERS_AT_ONCE);
		const bodies = await findTexts(
			db,
			batch.map(({ textHash }) => textHash),
		);
		yield batch.map(({ key, textHash }) => ({
			question_id: key,
			response: bodies.get(textHash) ?? '',
		}));
	}
}

const ANSWERS_AT_ONCE = 50;

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
