import type { BoardRow } from '@codejoust/arena/board-row';
import { sliceName } from '@codejoust/arena/slices';
import { findEntrants } from '@codejoust/db/queries/boards';
import { presentEstimate } from '../present/leaderboard-row.ts';
import { presentModelBrief } from '../present/names.ts';
import type { Matrix } from '../schemas/leaderboard.ts';
import type { BoardDeps } from './board-shelf.ts';
import { findBoard } from './find-board.ts';
import { readStoredSlices } from './read-slice.ts';

/** Every model's outcomes in every category, best model first, categories by size. */
export async function readMatrix(
	deps: BoardDeps,
	name: string,
	judge: string | undefined,
): Promise<Matrix> {
	const { facts, board } = await findBoard(deps, name, judge);
	const columns = facts.choices.categories.map(({ name: category, n }) => ({ category, n }));
	if (!board.snapshotId) return { columns, rows: [] };
	const names = columns.map(({ category }) => sliceName({ category }));
	const overallName = sliceName({});
	const slices = await readStoredSlices(deps.db, board.snapshotId, [overallName, ...names]);
	const byCategory = names.map(
		(slice) => new Map(slices.get(slice)?.map((row) => [row.id, row] as const)),
	);
	const overall = slices.get(overallName) ?? [];
	const entrants = await findEntrants(
		deps.db,
		overall.map((row) => row.id),
	);
	const rows = overall.flatMap((row) => {
		const model = entrants.get(row.id);
		if (!model) return [];
		return [
			{
				submission_id: row.id,
				model: presentModelBrief(model),
				overall: presentEstimate(row.score),
				cells: byCategory.map((cells) => presentCell(cells.get(row.id))),
			},
		];
	});
	return { columns, rows };
}

function presentCell(row: BoardRow | undefined): Matrix['rows'][number]['cells'][number] {
	if (!row) return { scored: 0, wins: 0, ties: 0, losses: 0, score: null };
	const { scored, wins, ties, losses } = row;
	return { scored, wins, ties, losses, score: presentEstimate(row.score) };
}
