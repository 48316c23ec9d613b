import { and, asc, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { shareLinks } from '../../schema/share-links.ts';
import { submissions } from '../../schema/submissions.ts';

export type ShareLinkRow = typeof shareLinks.$inferSelect;

const MOST_LISTED = 200;

export async function insertShareLink(
	db: Database,
	link: typeof shareLinks.$inferInsert,
): Promise<ShareLinkRow> {
	const [row] = await db.insert(shareLinks).values(link).returning();
	if (!row) throw new Error('an inserted link was not returned');
	return row;
}

/** A link as it is, revoked and expired ones too: the caller compares both with the clock. */
export async function findShareLink(db: Database, id: string): Promise<ShareLinkRow | undefined> {
	const [row] = await db.select().from(shareLinks).where(eq(shareLinks.id, id));
	return row;
}

/** The newest links of a submission, at most 200, newest first. */
export async function listShareLinks(db: Database, submissionId: string): Promise<ShareLinkRow[]> {
	return db
		.select()
		.from(shareLinks)
		.where(eq(shareLinks.submissionId, submissionId))
		.orderBy(desc(shareLinks.createdAt), asc(shareLinks.id))
		.limit(MOST_LISTED);
}

/** Holds a submission until the transaction ends, so that its links are counted one maker after the other. */
export async function lockSharedSubmission(tx: Database, submissionId: string): Promise<void> {
	await tx
		.select({ id: submissions.id })
		.from(submissions)
		.where(eq(submissions.id, submissionId))
		.for('update');
}

/** How many links of a submission open it at this time. */
export async function countOpenLinks(
	db: Database,
	{ submissionId, at }: { readonly submissionId: string; readonly at: Date },
): Promise<number> {
	return db.$count(
		shareLinks,
		and(
			eq(shareLinks.submissionId, submissionId),
			isNull(shareLinks.revokedAt),
			or(isNull(shareLinks.expiresAt), gt(shareLinks.expiresAt, at)),
		),
	);
}

/** Revokes a link of a submission. `undefined` when there is none that is not revoked. */
export async function revokeShareLink(
	db: Database,
	{
		id,
		submissionId,
		at,
	}: { readonly id: string; readonly submissionId: string; readonly at: Date },
): Promise<ShareLinkRow | undefined> {
	const [row] = await db
		.update(shareLinks)
		.set({ revokedAt: at })
		.where(
			and(
				eq(shareLinks.id, id),
				eq(shareLinks.submissionId, submissionId),
				isNull(shareLinks.revokedAt),
			),
		)
		.returning();
	return row;
}
