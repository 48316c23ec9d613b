import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judgeComparisons } from '../../schema/judge-comparisons.ts';
import { rejudgings } from '../../schema/rejudgings.ts';
import type { JudgePair } from './judge-comparison.ts';

const isOf = ({ benchmarkVersionId, from, to }: JudgePair) =>
	and(
		eq(judgeComparisons.benchmarkVersionId, benchmarkVersionId),
		eq(judgeComparisons.fromJudgeVersionId, from),
		eq(judgeComparisons.toJudgeVersionId, to),
	);

/** The compressed numbers of the comparison of a pair in this state (SHA-256 in hex); undefined where another or none is stored. */
export async function findStoredComparison(
	db: Database,
	pair: JudgePair,
	state: string,
): Promise<Uint8Array | undefined> {
	const [row] = await db
		.select({ numbers: judgeComparisons.numbers })
		.from(judgeComparisons)
		.where(and(isOf(pair), eq(judgeComparisons.state, state)));
	return row?.numbers;
}

/** Stores the comparison of a pair in place of the one that there was. */
export async function storeComparison(
	db: Database,
	{ benchmarkVersionId, from, to }: JudgePair,
	{ state, numbers }: { readonly state: string; readonly numbers: Uint8Array },
): Promise<void> {
	await db
		.insert(judgeComparisons)
		.values({
			benchmarkVersionId,
			fromJudgeVersionId: from,
			toJudgeVersionId: to,
			state,
			numbers,
		})
		.onConflictDoUpdate({
			target: [
				judgeComparisons.benchmarkVersionId,
				judgeComparisons.fromJudgeVersionId,
				judgeComparisons.toJudgeVersionId,
			],
			set: { state, numbers, storedAt: sql`now()` },
		});
}

/** Re-judgings whose report is ready and waits for a decision, and whose comparison was not stored since, oldest report first. */
export async function listUnstoredReports(db: Database) {
	return db
		.select({
			id: rejudgings.id,
			reportedAt: sql<string>`${rejudgings.reportedAt}::text`,
			benchmarkVersionId: rejudgings.benchmarkVersionId,
			from: rejudgings.fromJudgeVersionId,
			to: rejudgings.toJudgeVersionId,
		})
		.from(rejudgings)
		.leftJoin(
			judgeComparisons,
			and(
				eq(judgeComparisons.benchmarkVersionId, rejudgings.benchmarkVersionId),
				eq(judgeComparisons.fromJudgeVersionId, rejudgings.fromJudgeVersionId),
				eq(judgeComparisons.toJudgeVersionId, rejudgings.toJudgeVersionId),
			),
		)
		.where(
			and(
				isNotNull(rejudgings.reportedAt),
				isNull(rejudgings.promotedAt),
				isNull(rejudgings.discardedAt),
				isNull(rejudgings.cancelledAt),
				or(isNull(judgeComparisons.storedAt), lt(judgeComparisons.storedAt, rejudgings.reportedAt)),
			),
		)
		.orderBy(rejudgings.reportedAt, rejudgings.id);
}
