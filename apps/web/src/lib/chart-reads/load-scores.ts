import { readSlice } from '../board/slice.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { describeForest, forestRows, forestSpec } from '../chart/forest.ts';
import { entrantName } from '../chart/entrant-name.ts';
import { askApi } from '../server/api.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** From so many rows on they stand closer together. */
const MANY = 40;

/** The scores of a board with their intervals. */
export async function loadScores(event: ChartEvent) {
	const slice = readSlice(event.url.searchParams);
	const board = await askApi(event, (client) => client.leaderboard(event.params.benchmark, slice));
	const rows = forestRows(board);
	const isEmpty = rows.every(({ score }) => score === null);
	return {
		...headOf(event, board, 'scores'),
		rows,
		picture: isEmpty
			? undefined
			: {
					spec: forestSpec(rows, entrantName(board.baseline.model)),
					label: 'the score of every model with its interval',
					description: describeForest(rows),
					height: rows.length * (rows.length > MANY ? 24 : 32) + 90,
				},
		table: {
			columns: [
				'model',
				'name',
				...SCORE_COLUMNS,
				'rank_best',
				'rank_worst',
				'beats',
				'tied_with',
				'scored',
			],
			rows: rows.map((row) => [
				row.slug,
				row.name,
				...scoreCells(row.score, row.value),
				row.rank?.best ?? null,
				row.rank?.worst ?? null,
				row.beats,
				row.tiedWith,
				row.scored,
			]),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
