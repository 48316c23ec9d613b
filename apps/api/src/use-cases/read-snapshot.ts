import { listSlices, selectQuestions } from '@codejoust/arena/slices';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import {
	findSnapshot as findSnapshotRow,
	listSnapshots,
	type SnapshotRow,
} from '@codejoust/db/queries/snapshots';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { Snapshot, SnapshotBrief } from '../schemas/snapshot.ts';
import { presentSlice } from './asked-slice.ts';
import { type BoardDeps, readFacts } from './board-shelf.ts';
import { findBoard } from './find-board.ts';

export async function findSnapshot(db: Database, id: string): Promise<SnapshotRow> {
	const row = await findSnapshotRow(db, id);
	if (!row) throw new Refusal('not-found', `There is no snapshot ${id}.`);
	return row;
}

/** What a snapshot is of, and the slices it has. */
export async function readSnapshot(deps: BoardDeps, id: string): Promise<Snapshot> {
	const row = await findSnapshot(deps.db, id);
	const { version, questions } = await readFacts(deps, row.benchmarkVersionId);
	const standing = await findBenchmarkStanding(deps.db, row.benchmarkVersionId);
	return {
		...presentSnapshotBrief(row),
		benchmark: presentBenchmarkBrief({ ...version, ...standing }),
		seed: row.seed,
		inputs_hash: row.inputsHash,
		slices: listSlices(questions).map((slice) => ({
			...presentSlice(slice),
			n: selectQuestions(questions, slice).length,
		})),
	};
}

/** Every state that a board has been in, newest first. `cursor` is a snapshot's id. */
export async function readHistory(
	deps: BoardDeps,
	benchmark: string,
	query: {
		readonly judge?: string | undefined;
		readonly cursor?: string | undefined;
		readonly limit: number;
	},
): Promise<{ readonly items: SnapshotBrief[]; readonly next_cursor: string | null }> {
	const { board } = await findBoard(deps, benchmark, query.judge);
	const before = query.cursor === undefined ? undefined : await findSnapshot(deps.db, query.cursor);
	const rows = await listSnapshots(deps.db, board, { before, limit: query.limit + 1 });
	const items = rows.slice(0, query.limit);
	const last = items.at(-1);
	return {
		items: items.map(presentSnapshotBrief),
		next_cursor: rows.length > query.limit && last ? last.id : null,
	};
}

function presentSnapshotBrief(row: SnapshotRow): SnapshotBrief {
	return {
		id: row.id,
		created_at: row.createdAt.toISOString(),
		judge: presentJudgeBrief(row.judge),
		rule: row.rule,
		code_version: row.codeVersion,
		models: row.models,
		is_current: row.isCurrent,
	};
}
