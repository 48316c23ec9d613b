import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { preparedOnce } from '../../prepared-once.ts';
import { apiKeys } from '../../schema/access.ts';
import { isAfter, newestFirst, type Place } from '../paging/newest-first.ts';

export { OPERATORS } from '../../schema/access.ts';
export type ApiKeyRow = typeof apiKeys.$inferSelect;
export type ApiKeyChange = Partial<
	Pick<
		ApiKeyRow,
		| 'label'
		| 'member'
		| 'expiresAt'
		| 'submissionsPerDay'
		| 'gamesPerMonth'
		| 'spendMicroUsdPerMonth'
	>
>;

export async function insertApiKey(db: Database, key: typeof apiKeys.$inferInsert): Promise<void> {
	await db.insert(apiKeys).values(key);
}

/** A key as it is, revoked and expired ones too: both are for the caller to hold against the clock. */
export async function findApiKey(db: Database, id: string): Promise<ApiKeyRow | undefined> {
	const [row] = await apiKeyById(db).execute({ id });
	return row;
}

/** Each request with a key asks it. */
const apiKeyById = preparedOnce((db) =>
	db
		.select()
		.from(apiKeys)
		.where(eq(apiKeys.id, sql.placeholder('id')))
		.prepare('api_key_by_id'),
);

/** The same, which nobody else can change or lock until the transaction ends. */
export async function lockApiKey(tx: Database, id: string): Promise<ApiKeyRow | undefined> {
	const [row] = await tx.select().from(apiKeys).where(eq(apiKeys.id, id)).for('no key update');
	return row;
}

/** Keys, and no people, newest first, revoked and expired ones among them, after the one that `before` names. */
export async function listApiKeys(
	db: Database,
	scope: {
		readonly organisation?: string | undefined;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<ApiKeyRow[]> {
	return db
		.select()
		.from(apiKeys)
		.where(
			and(
				isNull(apiKeys.personId),
				scope.organisation === undefined ? undefined : eq(apiKeys.organisation, scope.organisation),
				scope.before && isAfter(apiKeys, scope.before),
			),
		)
		.orderBy(...newestFirst(apiKeys))
		.limit(scope.limit);
}

/** Changes the label, member, expiry or quotas of a key. `undefined` when there is no such key. */
export async function changeApiKey(
	db: Database,
	id: string,
	change: ApiKeyChange,
): Promise<ApiKeyRow | undefined> {
	const [row] = await db.update(apiKeys).set(change).where(eq(apiKeys.id, id)).returning();
	return row;
}

/** Gives a live key another secret; the one it had is taken until `previousValidUntil`, if that is given. */
export async function rotateApiKey(
	db: Database,
	rotation: {
		readonly id: string;
		readonly secretHash: string;
		readonly at: Date;
		readonly previousValidUntil: Date | undefined;
	},
): Promise<ApiKeyRow | undefined> {
	const { id, secretHash, at, previousValidUntil = null } = rotation;
	const [row] = await db
		.update(apiKeys)
		.set({
			secretHash,
			rotatedAt: at,
			previousSecretHash: previousValidUntil && sql`${apiKeys.secretHash}`,
			previousValidUntil,
		})
		.where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
		.returning();
	return row;
}

/** Ends a live key for good. `undefined` when there is none. */
export async function revokeApiKey(
	db: Database,
	{ id, at }: { readonly id: string; readonly at: Date },
): Promise<ApiKeyRow | undefined> {
	const [row] = await db
		.update(apiKeys)
		.set({ revokedAt: at, previousSecretHash: null, previousValidUntil: null })
		.where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
		.returning();
	return row;
}

/** Ids of the operators' keys that are taken at this time, locked until the transaction ends. */
export async function lockOperatorKeys(tx: Database, now: Date): Promise<readonly string[]> {
	const rows = await tx
		.select({ id: apiKeys.id })
		.from(apiKeys)
		.where(
			and(
				sql`'operate' = any(${apiKeys.scopes})`,
				isNull(apiKeys.personId),
				isNull(apiKeys.revokedAt),
				or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
			),
		)
		.orderBy(apiKeys.id)
		.for('update');
	return rows.map(({ id }) => id);
}

export async function hasApiKeys(db: Database): Promise<boolean> {
	const rows = await db
		.select({ id: apiKeys.id })
		.from(apiKeys)
		.where(isNull(apiKeys.personId))
		.limit(1);
	return rows.length > 0;
}

/** Notes a key's use, unless one was noted after `unless`. */
export async function touchApiKey(
	db: Database,
	{ id, at, unless }: { readonly id: string; readonly at: Date; readonly unless: Date },
): Promise<void> {
	await db
		.update(apiKeys)
		.set({ lastUsedAt: at })
		.where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, unless))));
}
