import type { Leaderboard, LeaderboardRow } from '../schemas/leaderboard.ts';
import { type CsvCell, toCsv } from './csv.ts';
import { modelName } from './model-name.ts';

export type BoardTable = Pick<
	Leaderboard,
	'benchmark' | 'judge' | 'slice' | 'snapshot' | 'baseline' | 'rows'
>;
type Row = { readonly board: BoardTable; readonly row: LeaderboardRow };

/** Goes up when a reader of the old columns would misread the new ones; new columns come at the end. */
export const BOARD_FORMAT = 'codejoust-board@1';

const COLUMNS: Readonly<Record<string, (from: Row) => CsvCell>> = {
	schema: () => BOARD_FORMAT,
	benchmark: ({ board: { benchmark } }) => `${benchmark.slug}@${benchmark.version}`,
	judge: ({ board }) => board.judge.name,
	rehearsal: ({ board }) => board.judge.is_rehearsal,
	category: ({ board }) => board.slice.category,
	subcategory: ({ board }) => board.slice.subcategory,
	language: ({ board }) => board.slice.language,
	difficulty: ({ board }) => board.slice.difficulty,
	model: ({ row }) => row.model.slug,
	name: ({ row }) => modelName(row.model),
	rank_best: ({ row }) => row.rank?.best ?? null,
	rank_worst: ({ row }) => row.rank?.worst ?? null,
	score: ({ row }) => row.score?.value ?? null,
	score_low: ({ row }) => row.score?.low ?? null,
	score_high: ({ row }) => row.score?.high ?? null,
	win_rate: ({ row }) => row.win_rate?.value ?? null,
	tie_rate: ({ row }) => row.tie_rate?.value ?? null,
	n: ({ row }) => row.n,
	scored: ({ row }) => row.scored,
	unscored: ({ row }) => row.unscored,
	coverage: ({ row }) => row.coverage,
	wins: ({ row }) => row.wins,
	judged_ties: ({ row }) => row.judged_ties,
	conflict_ties: ({ row }) => row.conflict_ties,
	losses: ({ row }) => row.losses,
	flip_rate: ({ row }) => row.flip_rate,
	length_controlled: ({ row }) => row.length_controlled?.value ?? null,
	median_length: ({ row }) => row.median_length,
	submission: ({ row }) => row.submission_id,
	snapshot: ({ board }) => board.snapshot?.id ?? null,
	baseline: ({ board }) => board.baseline.model.slug,
	organisation: ({ row }) => row.model.organisation,
	model_licence: ({ row }) => row.model.licence,
	benchmark_licence: ({ board }) => board.benchmark.licence,
};

/** A board as CSV with a line of titles; every row names its benchmark, judge and slice. Shares are in [0, 1]. */
export function boardCsv(board: BoardTable): string {
	const rows = board.rows.map((row) => Object.values(COLUMNS).map((read) => read({ board, row })));
	return toCsv([Object.keys(COLUMNS), ...rows]);
}
