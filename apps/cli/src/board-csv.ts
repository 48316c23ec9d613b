import type { Leaderboard, LeaderboardRow } from '@codejoust/api/client';
import { type CsvCell, toCsv } from './csv.ts';
import { modelName } from './model-name.ts';

type Row = { readonly board: Leaderboard; readonly row: LeaderboardRow };

const COLUMNS: Readonly<Record<string, (from: Row) => CsvCell>> = {
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
};

/** A board as CSV with a line of titles; every row names its benchmark, judge and slice. Shares are in [0, 1]. */
export function boardCsv(board: Leaderboard): string {
	const rows = board.rows.map((row) => Object.values(COLUMNS).map((read) => read({ board, row })));
	return toCsv([Object.keys(COLUMNS), ...rows]);
}
