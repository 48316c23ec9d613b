import { and, asc, eq, exists, inArray, not, or, type SQL } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { models, variants } from '../../schema/models.ts';
import { submissions } from '../../schema/submissions.ts';
import { isVisibleTo, type Viewer } from '../keys/viewer.ts';

export type ModelRow = typeof models.$inferSelect;
export type NewModelRow = Omit<typeof models.$inferInsert, 'createdAt'>;

/** Models that the viewer sees, by slug. */
export async function listModels(db: Database, viewer: Viewer): Promise<ModelRow[]> {
	return db.select().from(models).where(isKnownTo(db, viewer)).orderBy(asc(models.slug));
}

/** A model that the viewer sees. */
export async function findModel(
	db: Database,
	slug: string,
	viewer?: Viewer,
): Promise<ModelRow | undefined> {
	const [row] = await db
		.select()
		.from(models)
		.where(and(eq(models.slug, slug), isKnownTo(db, viewer)));
	return row;
}

/** Those of the slugs that a model has. */
export async function findKnownSlugs(
	db: Database,
	slugs: readonly string[],
): Promise<ReadonlySet<string>> {
	if (slugs.length === 0) return new Set();
	const rows = await db
		.select({ slug: models.slug })
		.from(models)
		.where(inArray(models.slug, [...slugs]));
	return new Set(rows.map(({ slug }) => slug));
}

/** Private submissions tell of no model: it is seen with one of its submissions, or when an operator added it without any. */
function isKnownTo(db: Database, viewer: Viewer | undefined): SQL | undefined {
	const isVisible = isVisibleTo(viewer);
	if (isVisible === undefined) return undefined;
	const ofModel = (condition: SQL | undefined) =>
		exists(
			db
				.select({ id: submissions.id })
				.from(submissions)
				.innerJoin(variants, eq(variants.id, submissions.variantId))
				.where(and(eq(variants.modelId, models.id), condition)),
		);
	return or(ofModel(isVisible), not(ofModel(undefined)));
}

/** Adds a model; `undefined` when its slug is taken. */
export async function insertModel(db: Database, model: NewModelRow): Promise<ModelRow | undefined> {
	const [row] = await db.insert(models).values(model).onConflictDoNothing().returning();
	return row;
}

/** A model's row, locked until the transaction ends. */
export async function lockModel(tx: Database, slug: string): Promise<ModelRow | undefined> {
	const [row] = await tx.select().from(models).where(eq(models.slug, slug)).for('no key update');
	return row;
}

/** Stores what is published about a model whose row is locked. */
export async function updateModel(
	tx: Database,
	id: number,
	change: Pick<ModelRow, 'organisation' | 'licence' | 'link'>,
): Promise<ModelRow> {
	const [row] = await tx.update(models).set(change).where(eq(models.id, id)).returning();
	if (!row) throw new Error(`model ${id} vanished while it was changed`);
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
	const [added] = await db
		.insert(variants)
		.values(variant)
		.onConflictDoNothing()
		.returning({ id: variants.id });
	if (added) return added.id;
	const [row] = await db
		.select({ id: variants.id })
		.from(variants)
		.where(
			and(eq(variants.modelId, variant.modelId), eq(variants.settingsHash, variant.settingsHash)),
		);
	if (!row) throw new Error(`variant of model ${variant.modelId} vanished while it was added`);
	return row.id;
}
