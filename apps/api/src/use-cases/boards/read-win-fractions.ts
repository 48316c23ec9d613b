import { sliceName } from '@codejoust/arena/outcomes/slices';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import type { FoundWinFractions } from '../../present/win-fractions.ts';
import type { SliceQuery } from '@codejoust/contract/schemas/names';
import { readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { BoardDeps } from './board-cache.ts';
import { findBoard, nameSnapshot } from './find-board.ts';
import { readSlice, viewSlice } from './read-slice.ts';
import { readInputs } from './snapshot-texts.ts';

type Query = SliceQuery & { readonly judge?: string | undefined; readonly limit: number };

/**
 * The first models of a board, each beside each other: a `WinFractions`. Computed from the snapshot's own inputs on the
 * board thread, once for a slice and its models, and kept: a snapshot does not change.
 */
export async function readWinFractions(
	deps: BoardDeps,
	benchmark: string,
	query: Query,
): Promise<BoardAnswer> {
	const { loaded, benchmarkVisibility, board } = await findBoard(deps, benchmark, query.judge);
	const slice = readAskedSlice(query, loaded.choices);
	const { snapshotId } = board;
	const key = [
		loaded.modelsRevision,
		snapshotId,
		loaded.version.id,
		sliceName(slice),
		query.limit,
		JSON.stringify(benchmarkVisibility),
	].join(' ');
	const write = async () => {
		const { n } = await viewSlice(deps, loaded, { snapshotId, slice });
		const all = snapshotId === null ? [] : await readSlice(deps, snapshotId, slice);
		return deps.boards.write.winFractions({
			version: { ...loaded.version, ...benchmarkVisibility },
			judge: board.judge,
			snapshot: nameSnapshot(board),
			slice,
			n,
			models: all.length,
			rows:
				snapshotId === null
					? []
					: await readRows(deps, { snapshotId, slice, rows: all.slice(0, query.limit) }),
		});
	};
	return {
		etag: hashState(['win fractions', key]),
		body: () => deps.boards.comparisons.get(`win fractions ${key}`, write),
	};
}

async function readRows(
	deps: BoardDeps,
	{
		snapshotId,
		slice,
		rows,
	}: {
		readonly snapshotId: string;
		readonly slice: ReturnType<typeof readAskedSlice>;
		readonly rows: readonly StoredRow[];
	},
): Promise<FoundWinFractions['rows']> {
	const ids = rows.map(({ id }) => id);
	const key = ['win fractions', snapshotId, sliceName(slice), ...ids].join(' ');
	const fractions = await deps.boards.compute(key, async () => {
		const inputs = await readInputs(deps.db, snapshotId, ids);
		return { kind: 'win-fractions', inputs, slice, ids } as const;
	});
	const entrants = await findEntrants(deps.db, ids);
	return rows.map((row, at) => {
		const model = entrants.get(row.id);
		if (!model) throw new Error(`submission ${row.id} vanished`);
		return { row, model, cells: fractions[at] ?? [] };
	});
}
