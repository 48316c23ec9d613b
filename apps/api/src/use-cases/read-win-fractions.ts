import { sliceName } from '@codejoust/arena/slices';
import { findEntrants } from '@codejoust/db/queries/boards';
import { findInputs } from '@codejoust/db/queries/snapshots';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentEstimate } from '../present/leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from '../present/names.ts';
import type { WinFractions } from '../schemas/board-chart.ts';
import type { SliceQuery } from '../schemas/names.ts';
import { presentSlice, readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { StandingRow } from './board-numbers.ts';
import type { BoardDeps } from './board-shelf.ts';
import { findBoard } from './find-board.ts';
import { readSlice, viewSlice } from './read-slice.ts';

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
	const { facts, standing, board } = await findBoard(deps, benchmark, query.judge);
	const slice = readAskedSlice(query, facts.choices);
	const { snapshotId, snapshotAt } = board;
	const key = [
		snapshotId,
		facts.version.id,
		sliceName(slice),
		query.limit,
		JSON.stringify(standing),
	].join(' ');
	const write = async () => {
		const { n } = await viewSlice(deps, facts, { snapshotId, slice });
		const all = snapshotId === null ? [] : await readSlice(deps, snapshotId, slice);
		const answer: WinFractions = {
			benchmark: presentBenchmarkBrief({ ...facts.version, ...standing }),
			judge: presentJudgeBrief(board.judge),
			snapshot:
				snapshotId === null || snapshotAt === null
					? null
					: { id: snapshotId, created_at: snapshotAt.toISOString() },
			slice: { ...presentSlice(slice), n },
			models: all.length,
			rows:
				snapshotId === null
					? []
					: await readRows(deps, { snapshotId, slice, rows: all.slice(0, query.limit) }),
		};
		return JSON.stringify(answer);
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
		readonly rows: readonly StandingRow[];
	},
): Promise<WinFractions['rows']> {
	const ids = rows.map(({ id }) => id);
	const inputs = await findInputs(deps.db, snapshotId, ids);
	if (inputs === undefined) throw new Error(`snapshot ${snapshotId} vanished`);
	const fractions = await deps.boards.thread.run({ kind: 'win-fractions', inputs, slice, ids });
	const entrants = await findEntrants(deps.db, ids);
	return rows.map(({ id, score }, at) => {
		const model = entrants.get(id);
		if (!model) throw new Error(`submission ${id} vanished`);
		return {
			submission_id: id,
			model: presentModelBrief(model),
			score: presentEstimate(score),
			cells: (fractions[at] ?? []).map(({ shared, fraction }) => ({
				shared,
				fraction: fraction ?? null,
			})),
		};
	});
}
