import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { models, variants } from '../schema/models.ts';

export type ModelRow = typeof models.$inferSelect;
export type NewModelRow = Omit<typeof models.$inferInsert, 'createdAt'>;

/** Models by slug. */
export async function listModels(db: Database): Promise<ModelRow[]> {
	return db.select().from(models).orderBy(asc(models.slug));
}

export async function findModel(db: Database, slug: string): Promise<ModelRow | undefined> {
	const [row] = await db.select().from(models).where(eq(models.slug, slug));
	return row;
}

/** Adds a model; `undefined` when its slug is taken. */
export async function insertModel(db: Database, model: NewModelRow): Promise<ModelRow | undefined> {
	const [row] = await db.insert(models).values(model).onConflictDoNothing().returning();
	return row;
}

/** The id of a model's variant with these settings, which is added when it is new. */
export async function ensureVariant(
	db: Database,
	variant: {
		readonly modelId: number;
		readonly settings: Readonly<Record<string, unknown>>;
		readonly settingsHash: string;
	},
): Promise<number> {
	await db.insert(variants).values(variant).onConflictDoNothing();
	const [row] = await db
		.select({ id: variants.id })
		.from(variants)
		.where(
			and(eq(variants.modelId, variant.modelId), eq(variants.settingsHash, variant.settingsHash)),
		);
	if (!row) throw new Error(`variant of model ${variant.modelId} vanished while it was added`);
	return row.id;
}
