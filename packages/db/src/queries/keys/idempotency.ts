import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { idempotencyKeys } from '../../schema/access.ts';

export type Claim =
	| { readonly kind: 'first' }
	| { readonly kind: 'other-payload' }
	| { readonly kind: 'in-flight' }
	| { readonly kind: 'done'; readonly status: number; readonly body: unknown };

/** `holder` is an id of the request's own: what it does to a key that it holds no more has no effect. */
type Scope = { readonly apiKeyId: string; readonly key: string };
type HeldScope = Scope & { readonly holder: string };

const SILENCE = sql`interval '1 minute'`;
const KEPT = sql`interval '7 days'`;

const where = ({ apiKeyId, key }: Scope) =>
	and(eq(idempotencyKeys.apiKeyId, apiKeyId), eq(idempotencyKeys.key, key));

const whereHeld = (scope: HeldScope) =>
	and(where(scope), eq(idempotencyKeys.holder, scope.holder), isNull(idempotencyKeys.status));

/**
 * Claims an idempotency key for one request, or says what became of the request that holds it. A request without a
 * heartbeat for a minute holds it no more: its process is dead.
 */
export async function claimIdempotencyKey(
	db: Database,
	claim: HeldScope & { readonly requestHash: string },
): Promise<Claim> {
	const { requestHash, holder } = claim;
	const claimed = await db
		.insert(idempotencyKeys)
		.values(claim)
		.onConflictDoUpdate({
			target: [idempotencyKeys.apiKeyId, idempotencyKeys.key],
			set: { holder, requestHash, seenAt: sql`now()`, createdAt: sql`now()` },
			setWhere: sql`${idempotencyKeys.status} is null and ${idempotencyKeys.seenAt} < now() - ${SILENCE}`,
		})
		.returning({ key: idempotencyKeys.key });
	if (claimed.length > 0) return { kind: 'first' };
	const [held] = await db.select().from(idempotencyKeys).where(where(claim));
	if (!held) return { kind: 'in-flight' };
	if (held.requestHash !== requestHash) return { kind: 'other-payload' };
	if (held.status === null) return { kind: 'in-flight' };
	return { kind: 'done', status: held.status, body: held.body };
}

/** The request that holds the key is still being worked on. */
export async function touchIdempotencyKey(db: Database, scope: HeldScope): Promise<void> {
	await db
		.update(idempotencyKeys)
		.set({ seenAt: sql`now()` })
		.where(whereHeld(scope));
}

export async function settleIdempotencyKey(
	db: Database,
	scope: HeldScope,
	answer: { readonly status: number; readonly body: unknown },
): Promise<void> {
	await db.update(idempotencyKeys).set(answer).where(whereHeld(scope));
}

/** Gives the key back: the request that held it has failed and may be sent again. */
export async function releaseIdempotencyKey(db: Database, scope: HeldScope): Promise<void> {
	await db.delete(idempotencyKeys).where(whereHeld(scope));
}

/** Frees every key whose request is not answered; only for a process that knows that no other one works on them. */
export async function endOpenClaims(db: Database): Promise<void> {
	await db.delete(idempotencyKeys).where(isNull(idempotencyKeys.status));
}

/** Removes the keys that are older than a week, answered or not. */
export async function purgeIdempotencyKeys(db: Database): Promise<void> {
	await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, sql`now() - ${KEPT}`));
}
