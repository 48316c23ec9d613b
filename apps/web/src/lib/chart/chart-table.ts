import { type CsvCell, toCsv } from '@codejoust/contract/csv';
import type { Estimate, Leaderboard } from '@codejoust/contract/client';
import { benchmarkName } from '../link.ts';

/** The numbers of a chart: names of columns, then rows. */
export type ChartTable = {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly CsvCell[])[];
};

const OF_BOARD = ['benchmark', 'baseline', 'judge', 'snapshot', 'is_rehearsal'];

/** A chart as CSV (RFC 4180), each row with the names of what it is of; shares are between 0 and 1. */
export function chartCsv(
	{ columns, rows }: ChartTable,
	board: Pick<Leaderboard, 'benchmark' | 'baseline' | 'judge' | 'snapshot'>,
): string {
	const { benchmark, baseline, judge, snapshot } = board;
	const own: readonly CsvCell[] = [
		benchmarkName(benchmark),
		baseline.model.slug,
		judge.name,
		snapshot?.id ?? null,
		judge.is_rehearsal,
	];
	return toCsv([[...columns, ...OF_BOARD], ...rows.map((row) => [...row, ...own])]);
}

/** The cells of a score: its value and the ends of its 95 % interval. */
export function scoreCells(score: Estimate | null, value?: number): readonly CsvCell[] {
	return [score?.value ?? value ?? null, score?.low ?? null, score?.high ?? null];
}

/** The names of those cells. */
export const SCORE_COLUMNS = ['score', 'score_low', 'score_high'] as const;
