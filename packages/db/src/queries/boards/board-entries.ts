import { and, eq, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { boardEntries } from '../../schema/board-entries.ts';
import type { BoardKey } from './boards.ts';
import { inBatches } from '../paging/in-batches.ts';

/** Writes down who stands on a board from this snapshot on, and who stands there no longer. */
export async function noteEntrants(
	db: Database,
	snapshot: BoardKey & { readonly id: string },
	submissionIds: readonly string[],
): Promise<void> {
	const { id: snapshotId, benchmarkVersionId, judgeVersionId } = snapshot;
	const ofBoard = and(
		eq(boardEntries.benchmarkVersionId, benchmarkVersionId),
		eq(boardEntries.judgeVersionId, judgeVersionId),
	);
	await db
		.update(boardEntries)
		.set({ leftAt: sql`now()` })
		.where(
			and(
				ofBoard,
				isNull(boardEntries.leftAt),
				submissionIds.length > 0
					? notInArray(boardEntries.submissionId, [...submissionIds])
					: undefined,
			),
		);
	const rows = submissionIds.map((submissionId) => ({
		benchmarkVersionId,
		judgeVersionId,
		submissionId,
		snapshotId,
	}));
	await inBatches(rows, (batch) =>
		db
			.insert(boardEntries)
			.values(batch)
			.onConflictDoUpdate({
				target: [
					boardEntries.benchmarkVersionId,
					boardEntries.judgeVersionId,
					boardEntries.submissionId,
				],
				set: { leftAt: null },
				setWhere: isNotNull(boardEntries.leftAt),
			}),
	);
}
