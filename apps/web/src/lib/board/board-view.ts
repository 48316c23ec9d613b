import type { Leaderboard } from '@codejoust/contract/client';
import { benchmarkName, boardPath, withParams } from '../link.ts';
import type { BoardLine } from './board-line.ts';
import { boardLines } from './board-lines.ts';
import type { BoardQuery } from './board-query.ts';
import { chooseColumns, type ColumnKey } from './columns.ts';
import { loosenModels } from './loosen.ts';
import type { LeftOut } from './slice.ts';
import { modelChoices } from './model-filter.ts';
import { otherVersions, type OtherBoard } from './other-boards.ts';

/** What every view of a board draws around its own part. */
export type BoardFrame = {
	/** The benchmark as the reader wrote it, with or without a version. */
	readonly benchmark: string;
	/** The board's own address under that name. */
	readonly path: string;
	/** `slug@version`. */
	readonly name: string;
	readonly board: Omit<Leaderboard, 'rows'>;
	readonly versions: readonly OtherBoard[];
	readonly query: BoardQuery;
	/** Where the same board can be downloaded from. */
	readonly json: string;
	/** Undefined for a board of the past. */
	readonly csv: string | undefined;
};

/** Everything that the table of a board draws. */
export type BoardView = BoardFrame & {
	readonly rows: Leaderboard['rows'];
	readonly shown: number;
	/** Filters of models that match none together with the others, and are not used. */
	readonly leftOutModels: readonly LeftOut[];
	readonly columns: readonly ColumnKey[];
	readonly lines: readonly BoardLine[];
	readonly modelChoices: ReturnType<typeof modelChoices>;
};

export function frameBoard(
	benchmark: string,
	query: BoardQuery,
	{ rows: _rows, ...board }: Leaderboard,
): BoardFrame {
	const name = benchmarkName(board.benchmark);
	const { judge: _judge, ...questions } = query.slice;
	return {
		benchmark,
		path: boardPath(benchmark),
		name,
		board,
		versions: otherVersions(board.benchmark, board.versions),
		query,
		json:
			query.snapshot === undefined
				? withParams(`/v1/leaderboards/${name}`, query.slice)
				: withParams(`/v1/snapshots/${query.snapshot}/leaderboard`, questions),
		csv:
			query.snapshot === undefined
				? withParams(`/v1/leaderboards/${name}/export.csv`, query.slice)
				: undefined,
	};
}

export function viewBoard(frame: BoardFrame, rows: Leaderboard['rows']): BoardView {
	const { query } = frame;
	const { sort, columns } = query;
	const { shown, models, leftOut } = loosenModels(rows, query.models);
	return {
		...frame,
		query: { ...query, models, params: dropKeys(query.params, leftOut) },
		leftOutModels: leftOut,
		rows,
		shown: shown.length,
		columns: chooseColumns(columns, rows),
		lines: boardLines({ rows: [...shown], baseline: frame.board.baseline }, sort),
		modelChoices: modelChoices(rows),
	};
}

function dropKeys(params: BoardQuery['params'], leftOut: readonly LeftOut[]): BoardQuery['params'] {
	const keys = new Set(leftOut.map(({ key }) => key));
	return Object.fromEntries(Object.entries(params).filter(([key]) => !keys.has(key)));
}

/** Whether a judge under a criterion has a board of the same benchmark version; a board of the past stands alone. */
export function hasCriteria({
	judges,
	judge_state: state,
}: Pick<Leaderboard, 'judges' | 'judge_state'>): boolean {
	return state !== null && judges.some(({ criterion }) => criterion !== null);
}

/** Whether others published results for the benchmark version; a board of the past stands alone. */
export function hasPublished({
	published_results: published = [],
}: Pick<Leaderboard, 'published_results'>): boolean {
	return published.length > 0;
}
