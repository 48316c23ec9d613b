import { and, asc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { apiKeys } from '../../schema/access.ts';
import { sessions } from '../../schema/sessions.ts';
import type { ApiKeyRow } from './api-keys.ts';

/** What each of these people may do for organisations, by organisation; accesses that have ended are left out. */
export async function listAccesses(db: Database, people: readonly string[]): Promise<ApiKeyRow[]> {
	if (people.length === 0) return [];
	return db
		.select()
		.from(apiKeys)
		.where(and(inArray(apiKeys.personId, [...people]), isNull(apiKeys.revokedAt)))
		.orderBy(asc(apiKeys.organisation), asc(apiKeys.id));
}

/** Stores what a person may do for an organisation, in place of what it was. */
export async function storeAccess(
	tx: Database,
	access: Pick<ApiKeyRow, 'id' | 'organisation' | 'label' | 'member' | 'scopes' | 'createdAt'> & {
		readonly personId: string;
	},
): Promise<ApiKeyRow> {
	const { label, member, scopes } = access;
	const [row] = await tx
		.insert(apiKeys)
		.values(access)
		.onConflictDoUpdate({
			target: [apiKeys.personId, apiKeys.organisation],
			targetWhere: isNotNull(apiKeys.personId),
			set: { label, member, scopes, revokedAt: null },
		})
		.returning();
	if (!row) throw new Error('a stored access was not returned');
	return row;
}

/** Ends accesses with their sessions. */
export async function endAccesses(tx: Database, ids: readonly string[], at: Date): Promise<void> {
	if (ids.length === 0) return;
	await tx
		.update(apiKeys)
		.set({ revokedAt: at })
		.where(inArray(apiKeys.id, [...ids]));
	await endSessionsOfAccesses(tx, ids, at);
}

/** Ends the sessions of accesses, and returns their ids. */
export async function endSessionsOfAccesses(
	tx: Database,
	ids: readonly string[],
	at: Date,
): Promise<readonly string[]> {
	if (ids.length === 0) return [];
	const rows = await tx
		.update(sessions)
		.set({ endedAt: at })
		.where(
			and(
				inArray(sessions.apiKeyId, [...ids]),
				isNull(sessions.endedAt),
				gt(sessions.expiresAt, at),
			),
		)
		.returning({ id: sessions.id });
	return rows.map(({ id }) => id);
}

/** Lets a session that has not ended act by another access. */
export async function moveSession(
	tx: Database,
	{ id, accessId }: { readonly id: string; readonly accessId: string },
): Promise<boolean> {
	const rows = await tx
		.update(sessions)
		.set({ apiKeyId: accessId })
		.where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
		.returning({ id: sessions.id });
	return rows.length > 0;
}

/** Keys that can be sent, not people: an organisation's that may not operate, newest first, those that are over left out. */
export async function listActiveKeys(
	db: Database,
	{ organisation, now }: { readonly organisation: string; readonly now: Date },
): Promise<ApiKeyRow[]> {
	const rows = await db
		.select()
		.from(apiKeys)
		.where(
			and(
				eq(apiKeys.organisation, organisation),
				isNull(apiKeys.personId),
				isNull(apiKeys.revokedAt),
				or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
			),
		)
		.orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
	return rows.filter(({ scopes }) => !scopes.includes('operate')).reverse();
}

/** Revokes the keys that a person has made, and returns their ids. */
export async function revokeKeysMadeBy(
	tx: Database,
	personId: string,
	at: Date,
): Promise<readonly string[]> {
	const rows = await tx
		.update(apiKeys)
		.set({ revokedAt: at, previousSecretHash: null, previousValidUntil: null })
		.where(and(eq(apiKeys.madeBy, personId), isNull(apiKeys.revokedAt)))
		.returning({ id: apiKeys.id });
	return rows.map(({ id }) => id);
}
