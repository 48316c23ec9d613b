import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { preparedOnce } from '../../prepared-once.ts';
import { computedAnswers } from '../../schema/computed-answers.ts';

export type ComputedAnswer = {
	/** Null where the computation took too long. */
	readonly body: Uint8Array | null;
	readonly expiresAt: Date;
};

const findOne = preparedOnce((db) =>
	db
		.select({ body: computedAnswers.body, expiresAt: computedAnswers.expiresAt })
		.from(computedAnswers)
		.where(
			and(
				eq(computedAnswers.key, sql`decode(${sql.placeholder('key')}::text, 'hex')`),
				gt(computedAnswers.expiresAt, sql`now()`),
			),
		)
		.prepare('find_computed_answer'),
);

/** What a process has computed under a key (64 hex digits) and still counts. */
export async function findComputedAnswer(
	db: Database,
	key: string,
): Promise<ComputedAnswer | undefined> {
	const [row] = await findOne(db).execute({ key });
	return row;
}

/** Keeps an answer for so many seconds. */
export async function storeComputedAnswer(
	db: Database,
	answer: { readonly key: string; readonly body: Uint8Array | null; readonly seconds: number },
): Promise<void> {
	const { key, body, seconds } = answer;
	const expiresAt = sql`now() + ${seconds}::float8 * interval '1 s'`;
	await db
		.insert(computedAnswers)
		.values({ key, body, expiresAt })
		.onConflictDoUpdate({ target: computedAnswers.key, set: { body, expiresAt } });
}

export async function purgeComputedAnswers(db: Database): Promise<void> {
	await db.delete(computedAnswers).where(lte(computedAnswers.expiresAt, sql`now()`));
}

/**
 * Does the work while no other process does work under this key, or says at once that another one does. A transaction that does nothing
 * else holds the lock, so that the death of the process frees it and a pooler cannot keep it. Work that was done counts, also where the
 * transaction could not be ended.
 */
export async function workAlone<Result>(
	db: Database,
	key: string,
	work: () => Promise<Result>,
): Promise<{ readonly result: Result } | undefined> {
	let done: { readonly result: Result } | undefined;
	const locked = db.transaction(async (tx) => {
		// No limit that the server or the user has ends the transaction while its process works.
		await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
		const [row] = await tx.execute<{ is_ours: boolean }>(
			sql`select pg_try_advisory_xact_lock(${lockOf(key)}::bigint) as is_ours`,
		);
		if (row?.is_ours) done = { result: await work() };
	});
	await locked.catch((error: unknown) => {
		if (!done) throw error;
	});
	return done;
}

/** The number that stands for a key among the locks of the database. */
export function lockOf(key: string): string {
	return BigInt.asIntN(64, BigInt(`0x${key.slice(0, 16)}`)).toString();
}
