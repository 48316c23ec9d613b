import { readSlice } from '../board/slice.ts';
import { categoryRows, describeCategories, radarSpec } from '../chart/category-scores.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { entrantName, listNames } from '../chart/entrant-name.ts';
import { FEWEST_SPOKES, RADAR_HEIGHT } from '../chart/radar-size.ts';
import { askApi } from '../server/api.ts';
import { askWithMatrix } from '../server/board-page.ts';
import { chooseModels, onlyJudge } from '../server/chart-request.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** Up to three models by category; more lines cannot be told apart. */
export async function loadRadar(event: ChartEvent) {
	const judge = onlyJudge(readSlice(event.url.searchParams));
	const [board, matrix] = await askApi(event, (client) =>
		askWithMatrix(client, event.params.benchmark, judge),
	);
	const { choices, chosen, fields } = chooseModels(event, matrix.rows);
	const rows = categoryRows(matrix, chosen);
	const spec = radarSpec(rows, chosen);
	const names = chosen.map(({ model }) => entrantName(model));
	return {
		...headOf(event, board, 'radar'),
		choices,
		chosen,
		fields,
		rows,
		spokes: spec.categories.length,
		picture:
			spec.categories.length < FEWEST_SPOKES
				? undefined
				: {
						spec,
						label: `${listNames(names)} by category`,
						description: describeCategories(rows, chosen),
						height: RADAR_HEIGHT,
						isSquare: true,
						key: names,
					},
		table: {
			columns: ['model', 'name', 'category', ...SCORE_COLUMNS, 'scored', 'questions'],
			rows: chosen.flatMap(({ model }, at) =>
				rows.map(({ category, n, cells }) => [
					model.slug,
					names[at] ?? '',
					category,
					...scoreCells(cells[at]?.score ?? null),
					cells[at]?.scored ?? 0,
					n,
				]),
			),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
