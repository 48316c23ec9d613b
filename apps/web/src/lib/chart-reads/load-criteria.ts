import { readSlice } from '../board/slice.ts';
import { entrantName, listNames } from '../chart/entrant-name.ts';
import { FEWEST_SPOKES, RADAR_HEIGHT } from '../chart/radar-size.ts';
import { criterionSpec, describeCriteria } from '../ratings/criterion-means.ts';
import { figureUnder, ratingsTable } from '../ratings/ratings-table.ts';
import { askApi } from '../server/api.ts';
import { chooseModels } from '../server/chart-request.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** Up to three models by the criteria of a judge that rates. */
export async function loadCriteria(event: ChartEvent) {
	const slice = readSlice(event.url.searchParams);
	const board = await askApi(event, (client) => client.leaderboard(event.params.benchmark, slice));
	const ratings = ratingsTable(board.rows);
	const { choices, chosen, fields } = chooseModels(event, ratings?.rows ?? []);
	const criteria = ratings?.criteria ?? [];
	const names = chosen.map(({ model }) => entrantName(model));
	return {
		...headOf(event, board, 'criteria'),
		choices,
		chosen,
		fields,
		criteria,
		picture:
			criteria.length < FEWEST_SPOKES || chosen.length === 0
				? undefined
				: {
						spec: criterionSpec({ criteria }, chosen),
						label: `${listNames(names)} by criterion`,
						description: describeCriteria(chosen),
						height: RADAR_HEIGHT,
						isSquare: true,
						key: names,
					},
		table: {
			columns: ['model', 'name', 'criterion', 'mean_rating', 'mean_low', 'mean_high', 'questions'],
			rows: chosen.flatMap(({ model, figures }, at) =>
				criteria.map((criterion) => {
					const figure = figureUnder(figures, criterion);
					const { value = null, low = null, high = null, questions = 0 } = figure ?? {};
					return [model.slug, names[at] ?? '', criterion, value, low, high, questions];
				}),
			),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
