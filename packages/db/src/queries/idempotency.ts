import { and, eq } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { idempotencyKeys } from '../schema/access.ts';

export type Claim =
	| { readonly kind: 'first' }
	| { readonly kind: 'other-payload' }
	| { readonly kind: 'in-flight' }
	| { readonly kind: 'done'; readonly status: number; readonly body: unknown };

type Scope = { readonly apiKeyId: string; readonly key: string };

const where = ({ apiKeyId, key }: Scope) =>
	and(eq(idempotencyKeys.apiKeyId, apiKeyId), eq(idempotencyKeys.key, key));

/** Claims an idempotency key for one request, or says what became of the request that holds it. */
export async function claimIdempotencyKey(
	db: Database,
	claim: Scope & { readonly requestHash: string },
): Promise<Claim> {
	const inserted = await db
		.insert(idempotencyKeys)
		.values(claim)
		.onConflictDoNothing()
		.returning({ key: idempotencyKeys.key });
	if (inserted.length > 0) return { kind: 'first' };
	const [held] = await db.select().from(idempotencyKeys).where(where(claim));
	if (!held) return { kind: 'in-flight' };
	if (held.requestHash !== claim.requestHash) return { kind: 'other-payload' };
	if (held.status === null) return { kind: 'in-flight' };
	return { kind: 'done', status: held.status, body: held.body };
}

export async function settleIdempotencyKey(
	db: Database,
	scope: Scope,
	answer: { readonly status: number; readonly body: unknown },
): Promise<void> {
	await db.update(idempotencyKeys).set(answer).where(where(scope));
}

/** Gives the key back: the request that held it has failed and may be sent again. */
export async function releaseIdempotencyKey(db: Database, scope: Scope): Promise<void> {
	await db.delete(idempotencyKeys).where(where(scope));
}
