import { asc, eq } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { organisations } from '../../schema/organisations.ts';

export type OrganisationRow = typeof organisations.$inferSelect;
export type OrganisationChange = Partial<Omit<OrganisationRow, 'slug' | 'createdAt'>>;

/** Adds an organisation. `undefined` when the slug is taken. */
export async function insertOrganisation(
	db: Database,
	organisation: typeof organisations.$inferInsert,
): Promise<OrganisationRow | undefined> {
	const [row] = await db
		.insert(organisations)
		.values(organisation)
		.onConflictDoNothing()
		.returning();
	return row;
}

export async function findOrganisation(
	db: Database,
	slug: string,
): Promise<OrganisationRow | undefined> {
	const [row] = await db.select().from(organisations).where(eq(organisations.slug, slug));
	return row;
}

export async function listOrganisations(db: Database): Promise<OrganisationRow[]> {
	return db.select().from(organisations).orderBy(asc(organisations.slug));
}

/** Changes an organisation's name or quotas. `undefined` when there is none of this slug. */
export async function changeOrganisation(
	db: Database,
	slug: string,
	change: OrganisationChange,
): Promise<OrganisationRow | undefined> {
	const [row] = await db
		.update(organisations)
		.set(change)
		.where(eq(organisations.slug, slug))
		.returning();
	return row;
}

/** An organisation's row, locked until the transaction ends: whoever else takes from its quotas waits. */
export async function lockOrganisation(tx: Database, slug: string): Promise<OrganisationRow> {
	const [row] = await tx
		.select()
		.from(organisations)
		.where(eq(organisations.slug, slug))
		// Not "for update": that would keep waiting whoever merely refers to the row.
		.for('no key update');
	if (!row) throw new Error(`organisation ${slug} vanished while a key of it was used`);
	return row;
}
