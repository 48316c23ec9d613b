import { readSlice } from '../board/slice.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { entrantName } from '../chart/entrant-name.ts';
import { describeTrainings, trainingLines, trainingSpec } from '../chart/training.ts';
import { askApi } from '../server/api.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** The checkpoints of a board, a line for each training. */
export async function loadCheckpoints(event: ChartEvent) {
	const slice = readSlice(event.url.searchParams);
	const board = await askApi(event, (client) => client.leaderboard(event.params.benchmark, slice));
	const lines = trainingLines(board.rows);
	const spec = trainingSpec(lines);
	return {
		...headOf(event, board, 'checkpoints'),
		lines,
		drawn: spec?.lines.length ?? 0,
		picture: spec && {
			spec,
			label: 'the scores of the checkpoints of each training',
			description: describeTrainings(spec),
			height: 440,
			key: spec.lines.map(({ name }) => name),
		},
		table: {
			columns: ['training', 'unit', 'at', 'model', 'name', ...SCORE_COLUMNS, 'scored'],
			rows: lines.flatMap(({ name, unit, points }) =>
				points.map(({ at, row: { model, score, scored } }) => [
					name,
					unit,
					at,
					model.slug,
					entrantName(model),
					...scoreCells(score),
					scored,
				]),
			),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
