import { and, count, eq, gt, gte, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { apiKeys } from '../../schema/access.ts';
import { people } from '../../schema/people.ts';
import { sessions } from '../../schema/sessions.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';

export type PersonRow = typeof people.$inferSelect;
type Subject = Pick<PersonRow, 'issuer' | 'subject'>;

/** The person whom a provider names, locked until the transaction ends. */
export async function lockPersonOf(
	tx: Database,
	{ issuer, subject }: Subject,
): Promise<PersonRow | undefined> {
	const [row] = await tx
		.select()
		.from(people)
		.where(and(eq(people.issuer, issuer), eq(people.subject, subject)))
		.for('no key update');
	return row;
}

/** Stores what a provider says of a person at a sign-in; of two first ones at the same time the second waits. */
export async function storePerson(
	tx: Database,
	person: Pick<PersonRow, 'id' | 'issuer' | 'subject' | 'name' | 'email' | 'lastSignInAt'>,
): Promise<PersonRow> {
	const { name, email, lastSignInAt } = person;
	const [row] = await tx
		.insert(people)
		.values({ ...person, createdAt: lastSignInAt })
		.onConflictDoUpdate({
			target: [people.issuer, people.subject],
			set: { name, email, lastSignInAt },
		})
		.returning();
	if (!row) throw new Error('a stored person was not returned');
	return row;
}

export async function findPerson(db: Database, id: string): Promise<PersonRow | undefined> {
	const [row] = await db.select().from(people).where(eq(people.id, id));
	return row;
}

/** People newest first, after the one that `before` names. */
export async function listPeople(
	db: Database,
	{ before, limit }: { readonly before?: Place | undefined; readonly limit: number },
): Promise<PersonRow[]> {
	return db
		.select()
		.from(people)
		.where(before && isAfter(people, before))
		.orderBy(...newestFirst(people))
		.limit(limit);
}

export async function changePerson(
	tx: Database,
	id: string,
	change: Partial<Pick<PersonRow, 'blockedAt' | 'ownOrganisation'>>,
): Promise<PersonRow | undefined> {
	const [row] = await tx.update(people).set(change).where(eq(people.id, id)).returning();
	return row;
}

/** People who were given an organisation of their own since then. */
export async function countSignUps(db: Database, since: Date): Promise<number> {
	const [row] = await db
		.select({ n: count() })
		.from(people)
		.where(and(isNotNull(people.ownOrganisation), gte(people.createdAt, since)));
	return row?.n ?? 0;
}

export type PersonCounts = ReadonlyMap<
	string,
	{ readonly sessions: number; readonly keysMade: number }
>;

/** Of each of these people: the sessions that are accepted, and the keys that they made and that are active. */
export async function countOfPeople(
	db: Database,
	ids: readonly string[],
	now: Date,
): Promise<PersonCounts> {
	if (ids.length === 0) return new Map();
	const [own, made] = await Promise.all([
		db
			.select({ id: apiKeys.personId, n: count() })
			.from(sessions)
			.innerJoin(apiKeys, eq(apiKeys.id, sessions.apiKeyId))
			.where(
				and(
					inArray(apiKeys.personId, [...ids]),
					isNull(sessions.endedAt),
					gt(sessions.expiresAt, now),
				),
			)
			.groupBy(apiKeys.personId),
		db
			.select({ id: apiKeys.madeBy, n: count() })
			.from(apiKeys)
			.where(
				and(
					inArray(apiKeys.madeBy, [...ids]),
					isNull(apiKeys.revokedAt),
					or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
				),
			)
			.groupBy(apiKeys.madeBy),
	]);
	const numberOf = (rows: readonly { readonly id: string | null; readonly n: number }[]) =>
		new Map(rows.map(({ id, n }) => [id, n]));
	const [sessionsOf, keysOf] = [numberOf(own), numberOf(made)];
	return new Map(
		ids.map((id) => [id, { sessions: sessionsOf.get(id) ?? 0, keysMade: keysOf.get(id) ?? 0 }]),
	);
}
