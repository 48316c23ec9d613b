import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { settings } from '../../schema/access.ts';
import { findSetting } from '../settings/settings.ts';

const NAME = 'models-revision';

/** What changes with every correction of a stored model: whatever names models is cached under it, in all processes. */
export async function readModelsRevision(db: Database): Promise<string> {
	return (await findSetting(db, NAME)) ?? '0';
}

/** The same as a column. */
export const modelsRevision = sql<string>`coalesce((select value from settings where name = 'models-revision'), '0')`;

/** Called in the transaction that corrects a model. */
export async function advanceModelsRevision(tx: Database): Promise<void> {
	await tx
		.insert(settings)
		.values({ name: NAME, value: '1' })
		.onConflictDoUpdate({
			target: settings.name,
			set: { value: sql`(${settings.value}::bigint + 1)::text` },
		});
}
