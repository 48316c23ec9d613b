import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { apiKeys, auditLog, settings } from '../schema/access.ts';
import { isAfter, newestFirst, type Place } from './newest-first.ts';

export { OPERATORS } from '../schema/access.ts';
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
	const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, id));
	return row;
}

/** Keys newest first, revoked and expired ones among them, after the one that `before` names. */
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
				scope.organisation === undefined ? undefined : eq(apiKeys.organisation, scope.organisation),
				scope.before && isAfter(apiKeys, scope.before),
			),
		)
		.orderBy(...newestFirst(apiKeys))
		.limit(scope.limit);
}

/** Changes what is not secret about a key. `undefined` when there is no such key. */
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
				isNull(apiKeys.revokedAt),
				or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
			),
		)
		.orderBy(apiKeys.id)
		.for('update');
	return rows.map(({ id }) => id);
}

export async function hasApiKeys(db: Database): Promise<boolean> {
	const rows = await db.select({ id: apiKeys.id }).from(apiKeys).limit(1);
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

/** The stored value of a setting; the first process to ask stores the one it brings. */
export async function ensureSetting(
	db: Database,
	{ name, value }: { readonly name: string; readonly value: string },
): Promise<string> {
	await db.insert(settings).values({ name, value }).onConflictDoNothing();
	const [row] = await db
		.select({ value: settings.value })
		.from(settings)
		.where(eq(settings.name, name));
	if (!row) throw new Error(`setting ${name} vanished while it was added`);
	return row.value;
}

/** The value of a setting; absent where none was stored. */
export async function findSetting(db: Database, name: string): Promise<string | undefined> {
	const [row] = await db
		.select({ value: settings.value })
		.from(settings)
		.where(eq(settings.name, name));
	return row?.value;
}

export async function storeSetting(
	db: Database,
	{ name, value }: { readonly name: string; readonly value: string | null },
): Promise<void> {
	if (value === null) await db.delete(settings).where(eq(settings.name, name));
	else
		await db
			.insert(settings)
			.values({ name, value })
			.onConflictDoUpdate({ target: settings.name, set: { value } });
}

export async function appendAudit(
	db: Database,
	entry: Omit<typeof auditLog.$inferInsert, 'id' | 'at'>,
): Promise<void> {
	await db.insert(auditLog).values(entry);
}
