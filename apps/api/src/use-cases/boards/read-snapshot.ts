import { listSlices, selectQuestions } from '@codejoust/arena/outcomes/slices';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import {
	findSnapshot as findSnapshotRow,
	listSnapshots,
	type SnapshotRow,
} from '@codejoust/db/queries/boards/snapshots';
import type { FoundSnapshot } from '../../present/snapshot.ts';
import { Refusal } from '../../refusal.ts';
import { type BoardDeps, loadBenchmark } from './board-cache.ts';
import { findBoard } from './find-board.ts';

export async function findSnapshot(db: Database, id: string): Promise<SnapshotRow> {
	const row = await findSnapshotRow(db, id);
	if (!row) throw new Refusal('not-found', `There is no snapshot ${id}.`);
	return row;
}

/** What a snapshot is of, and the slices it has. */
export async function readSnapshot(deps: BoardDeps, id: string): Promise<FoundSnapshot> {
	const row = await findSnapshot(deps.db, id);
	const { version, questions } = await loadBenchmark(deps, row.benchmarkVersionId);
	const benchmarkVisibility = await findBenchmarkVisibility(deps.db, row.benchmarkVersionId);
	return {
		row,
		version: { ...version, ...benchmarkVisibility },
		slices: listSlices(questions).map((slice) => ({
			slice,
			n: selectQuestions(questions, slice).length,
		})),
	};
}

/** Every state of a board, newest first. `cursor` is a snapshot's id. */
export async function readHistory(
	deps: BoardDeps,
	benchmark: string,
	query: {
		readonly judge?: string | undefined;
		readonly cursor?: string | undefined;
		readonly limit: number;
	},
): Promise<{ readonly rows: readonly SnapshotRow[]; readonly next: string | undefined }> {
	const { board } = await findBoard(deps, benchmark, query.judge);
	const before = query.cursor === undefined ? undefined : await findSnapshot(deps.db, query.cursor);
	const found = await listSnapshots(deps.db, board, { before, limit: query.limit + 1 });
	const rows = found.slice(0, query.limit);
	return { rows, next: found.length > query.limit ? rows.at(-1)?.id : undefined };
}
