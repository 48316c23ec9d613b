import { eq } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { settings } from '../../schema/access.ts';

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
