import { readSlice } from '../board/slice.ts';
import { barsSpec, categoryRows, describeCategories } from '../chart/category-scores.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { entrantName } from '../chart/entrant-name.ts';
import { findChosen, modelChoices } from '../chart/model-choice.ts';
import { askApi } from '../server/api.ts';
import { askWithMatrix } from '../server/board-page.ts';
import { onlyJudge, refuseUnknown } from '../server/chart-request.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** One model by category. */
export async function loadCategories(event: ChartEvent) {
	const search = event.url.searchParams;
	const judge = onlyJudge(readSlice(search));
	const [board, matrix] = await askApi(event, (client) =>
		askWithMatrix(client, event.params.benchmark, judge),
	);
	const choices = modelChoices(matrix.rows);
	const asked = search.get('model') ?? choices[0]?.value;
	const { chosen, unknown } = findChosen(matrix.rows, asked === undefined ? [] : [asked]);
	refuseUnknown(unknown);
	const rows = categoryRows(matrix, chosen);
	const spec = barsSpec(rows);
	const [model] = chosen;
	const name = model ? entrantName(model.model) : '';
	return {
		...headOf(event, board, 'categories'),
		choices,
		chosen,
		rows,
		picture:
			model && spec.points.length > 0
				? {
						spec,
						label: `the score of ${name} in each category`,
						description: describeCategories(rows, chosen),
						height: spec.points.length * 48 + 70,
					}
				: undefined,
		table: {
			columns: ['model', 'category', ...SCORE_COLUMNS, 'scored', 'questions'],
			rows: rows.map(({ category, n, cells: [cell] }) => [
				model?.model.slug ?? null,
				category,
				...scoreCells(cell?.score ?? null),
				cell?.scored ?? 0,
				n,
			]),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
