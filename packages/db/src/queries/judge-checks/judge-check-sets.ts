import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Side } from '@codejoust/arena/judge-quality/agreement';
import type { Database } from '../../connect.ts';
import { questions } from '../../schema/benchmarks.ts';
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

/** How many pairs of a set each category has, by name. */
export async function countSetCategories(db: Database, setId: number) {
	return db
		.select({ category: questions.category, pairs: sql<number>`count(*)::int` })
		.from(judgeCheckPairs)
		.innerJoin(questions, eq(questions.id, judgeCheckPairs.questionId))
		.where(eq(judgeCheckPairs.setId, setId))
		.groupBy(questions.category)
		.orderBy(asc(questions.category));
}

/** A pair as it was imported; a text is null when an operator redacted it. */
export type StoredPair = {
	readonly key: string;
	readonly position: number;
	readonly category: string;
	readonly subcategory: string;
	readonly label: Side;
	readonly solvers: Readonly<Record<string, boolean>> | null;
	/** Canonical JSON. */
	readonly messages: string | null;
	readonly first: string | null;
	readonly second: string | null;
	readonly hasReference: boolean;
	/** Null without one too. */
	readonly reference: string | null;
};

/** Every pair of a set with its texts, in the order of the set. */
export async function listStoredPairs(db: Database, set: CheckSetRow): Promise<StoredPair[]> {
	const rows = await db.execute<StoredPair>(sql`
		select questions.key, questions.position, questions.category, questions.subcategory,
			judge_check_pairs.label, judge_check_pairs.solvers, asked.body as messages, theirs.body as first, ours.body as second,
			questions.reference_hash is not null as "hasReference", referred.body as reference
		from judge_check_pairs
		join questions on questions.id = judge_check_pairs.question_id
		join texts asked on asked.hash = questions.content_hash
		join submissions baseline
			on baseline.benchmark_version_id = ${set.benchmarkVersionId} and baseline.is_baseline
		join responses first
			on first.submission_id = baseline.id and first.question_id = questions.id
		join texts theirs on theirs.hash = first.text_hash
		join responses second
			on second.submission_id = ${set.submissionId} and second.question_id = questions.id
		join texts ours on ours.hash = second.text_hash
		left join texts referred on referred.hash = questions.reference_hash
		where judge_check_pairs.set_id = ${set.id}
		order by questions.position`);
	return [...rows];
}

/** Stores a set with the label of each of its pairs, which are named by the keys of its questions. */
export async function insertCheckSet(
	db: Database,
	set: Omit<typeof judgeCheckSets.$inferInsert, 'id' | 'createdAt'>,
	labels: readonly Pick<typeof judgeCheckPairs.$inferInsert, 'questionId' | 'label' | 'solvers'>[],
): Promise<CheckSetRow> {
	const [row] = await db.insert(judgeCheckSets).values(set).returning();
	if (!row) throw new Error(`judge check set ${set.slug} vanished while it was added`);
	await inBatches(labels, (batch) =>
		db.insert(judgeCheckPairs).values(batch.map((label) => ({ ...label, setId: row.id }))),
	);
	return row;
}
