import { and, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { apiKeys } from '../../schema/access.ts';
import { people } from '../../schema/people.ts';
import { sessions } from '../../schema/sessions.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';

export type SessionRow = typeof sessions.$inferSelect;

const KEPT = sql`interval '30 days'`;

/** Stores a session, and removes those that expired more than 30 days ago. */
export async function insertSession(
	tx: Database,
	session: typeof sessions.$inferInsert & { readonly createdAt: Date },
): Promise<void> {
	const at = session.createdAt.toISOString();
	await tx.delete(sessions).where(lt(sessions.expiresAt, sql`${at}::timestamptz - ${KEPT}`));
	await tx.insert(sessions).values(session);
}

const selectSessions = (db: Database) =>
	db
		.select({ session: sessions, key: apiKeys, personName: people.name })
		.from(sessions)
		.innerJoin(apiKeys, eq(apiKeys.id, sessions.apiKeyId))
		.leftJoin(people, eq(people.id, apiKeys.personId));

/** A session with the key that it was started with, or the access of a person that it acts by. */
export type SessionOfKey = Awaited<ReturnType<typeof selectSessions>>[number];

/** The session as it is, ended and expired ones too: the caller compares both with the clock. */
export async function findSession(db: Database, id: string): Promise<SessionOfKey | undefined> {
	const [row] = await selectSessions(db).where(eq(sessions.id, id));
	return row;
}

/** Sessions that are accepted at this time, newest first, after the one that `before` names. */
export async function listSessions(
	db: Database,
	scope: { readonly now: Date; readonly before?: Place | undefined; readonly limit: number },
): Promise<SessionOfKey[]> {
	return selectSessions(db)
		.where(
			and(
				isNull(sessions.endedAt),
				gt(sessions.expiresAt, scope.now),
				scope.before && isAfter(sessions, scope.before),
			),
		)
		.orderBy(...newestFirst(sessions))
		.limit(scope.limit);
}

/** Ends a session. `undefined` when there is none that has not ended. */
export async function endSession(
	db: Database,
	{ id, at }: { readonly id: string; readonly at: Date },
): Promise<SessionRow | undefined> {
	const [row] = await db
		.update(sessions)
		.set({ endedAt: at })
		.where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
		.returning();
	return row;
}

/** Ends all sessions of a key, and returns how many have ended. */
export async function endSessionsOfKey(
	tx: Database,
	{ keyId, at }: { readonly keyId: string; readonly at: Date },
): Promise<number> {
	const rows = await tx
		.update(sessions)
		.set({ endedAt: at })
		.where(and(eq(sessions.apiKeyId, keyId), isNull(sessions.endedAt), gt(sessions.expiresAt, at)))
		.returning({ id: sessions.id });
	return rows.length;
}

/** Ends a key's oldest sessions, so that `keep` are accepted with this one, and returns their ids. */
export async function endOlderSessions(
	tx: Database,
	{ id, apiKeyId }: Pick<SessionRow, 'id' | 'apiKeyId'>,
	{ keep, at }: { readonly keep: number; readonly at: Date },
): Promise<string[]> {
	const older = tx
		.select({ id: sessions.id })
		.from(sessions)
		.where(
			and(
				eq(sessions.apiKeyId, apiKeyId),
				ne(sessions.id, id),
				isNull(sessions.endedAt),
				gt(sessions.expiresAt, at),
			),
		)
		.orderBy(...newestFirst(sessions))
		.offset(keep - 1);
	const rows = await tx
		.update(sessions)
		.set({ endedAt: at })
		.where(inArray(sessions.id, older))
		.returning({ id: sessions.id });
	return rows.map(({ id }) => id);
}

/** Stores when a session was used, unless a use after `unless` is stored. */
export async function touchSession(
	db: Database,
	{ id, at, unless }: { readonly id: string; readonly at: Date; readonly unless: Date },
): Promise<void> {
	await db
		.update(sessions)
		.set({ lastUsedAt: at })
		.where(
			and(eq(sessions.id, id), or(isNull(sessions.lastUsedAt), lt(sessions.lastUsedAt, unless))),
		);
}
