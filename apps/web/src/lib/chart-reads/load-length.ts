import { readSlice } from '../board/slice.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { describeFrontier, frontierRows, frontierSpec } from '../chart/frontier.ts';
import { askApi } from '../server/api.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** The scores of a board against the lengths of the answers. */
export async function loadLength(event: ChartEvent) {
	const slice = readSlice(event.url.searchParams);
	const board = await askApi(event, (client) => client.leaderboard(event.params.benchmark, slice));
	const rows = frontierRows(board);
	return {
		...headOf(event, board, 'length'),
		rows,
		picture:
			rows.length === 0
				? undefined
				: {
						spec: frontierSpec(rows),
						label: 'score and answer length',
						description: describeFrontier(rows),
						height: 460,
					},
		table: {
			columns: ['model', 'name', 'median_length', ...SCORE_COLUMNS, 'is_on_frontier'],
			rows: rows.map(({ slug, name, x, score, value, isOnFrontier }) => [
				slug,
				name,
				x,
				...scoreCells(score, value),
				isOnFrontier,
			]),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
