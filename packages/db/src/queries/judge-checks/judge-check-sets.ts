import { and, asc, desc, eq } from 'drizzle-orm';
import type { Side } from '@codejoust/arena/judge-quality/agreement';
import type { Database } from '../../connect.ts';
import { judgeCheckPairs, judgeCheckSets } from '../../schema/judge-checks.ts';
import { inBatches } from '../paging/in-batches.ts';

export type CheckSetRow = typeof judgeCheckSets.$inferSelect;

/** All sets by slug, newest version first. */
export async function listCheckSets(db: Database): Promise<CheckSetRow[]> {
	return db
		.select()
		.from(judgeCheckSets)
		.orderBy(asc(judgeCheckSets.slug), desc(judgeCheckSets.createdAt), desc(judgeCheckSets.id));
}

/** The named version of a set, or its newest where none is named. */
export async function findCheckSet(
	db: Database,
	{ slug, version }: { readonly slug: string; readonly version?: string | undefined },
): Promise<CheckSetRow | undefined> {
	const [row] = await db
		.select()
		.from(judgeCheckSets)
		.where(
			and(
				eq(judgeCheckSets.slug, slug),
				version === undefined ? undefined : eq(judgeCheckSets.version, version),
			),
		)
		.orderBy(desc(judgeCheckSets.createdAt), desc(judgeCheckSets.id))
		.limit(1);
	return row;
}

/** The set whose second answers a submission holds. */
export async function findCheckSetOfSubmission(
	db: Database,
	submissionId: string,
): Promise<CheckSetRow | undefined> {
	const [row] = await db
		.select()
		.from(judgeCheckSets)
		.where(eq(judgeCheckSets.submissionId, submissionId));
	return row;
}

/** Stores a set with the label of each of its pairs, which are named by the keys of its questions. */
export async function insertCheckSet(
	db: Database,
	set: Omit<typeof judgeCheckSets.$inferInsert, 'id' | 'createdAt'>,
	labels: readonly { readonly questionId: number; readonly label: Side }[],
): Promise<CheckSetRow> {
	const [row] = await db.insert(judgeCheckSets).values(set).returning();
	if (!row) throw new Error(`judge check set ${set.slug} vanished while it was added`);
	await inBatches(labels, (batch) =>
		db.insert(judgeCheckPairs).values(batch.map((label) => ({ ...label, setId: row.id }))),
	);
	return row;
}
