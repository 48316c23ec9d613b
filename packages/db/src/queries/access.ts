import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { apiKeys, auditLog, settings } from '../schema/access.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function insertApiKey(db: Database, key: typeof apiKeys.$inferInsert): Promise<void> {
	await db.insert(apiKeys).values(key);
}

/** A key that has not been revoked; its expiry is for the caller to hold against the clock. */
export async function findApiKey(db: Database, id: string): Promise<ApiKeyRow | undefined> {
	const [row] = await db
		.select()
		.from(apiKeys)
		.where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
	return row;
}

export async function hasApiKeys(db: Database): Promise<boolean> {
	const rows = await db.select({ id: apiKeys.id }).from(apiKeys).limit(1);
	return rows.length > 0;
}

export async function touchApiKey(db: Database, id: string, at: Date): Promise<void> {
	await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, id));
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
