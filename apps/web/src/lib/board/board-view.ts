import type { Benchmark, Leaderboard, LeaderboardQuery, Matrix } from '@codejoust/api/client';
import { benchmarkName, boardPath, withParams } from '../link.ts';
import { boardLines, type BoardLine } from './board-line.ts';
import { otherVersions, type OtherBoard } from './other-boards.ts';
import { readSort, type SortKey } from './sort.ts';

/** Everything that a board's page draws. */
export type BoardView = {
	/** As the address names it, with or without a version. */
	readonly benchmark: string;
	readonly name: string;
	readonly board: Leaderboard;
	readonly versions: readonly OtherBoard[];
	readonly matrix: Matrix;
	readonly slice: LeaderboardQuery;
	readonly sort: SortKey;
	readonly sortText: string | null;
	readonly lines: readonly BoardLine[];
	readonly path: string;
	readonly json: string;
};

export function viewBoard(
	asked: {
		readonly benchmark: string;
		readonly slice: LeaderboardQuery;
		readonly sortText: string | null;
	},
	{ versions }: Pick<Benchmark, 'versions'>,
	board: Leaderboard,
	matrix: Matrix,
): BoardView {
	const sort = readSort(asked.sortText);
	const name = benchmarkName(board.benchmark);
	return {
		...asked,
		name,
		board,
		versions: otherVersions(board.benchmark, versions),
		matrix,
		sort,
		lines: boardLines(board, sort),
		path: boardPath(asked.benchmark),
		json: withParams(`/v1/leaderboards/${name}`, asked.slice),
	};
}
