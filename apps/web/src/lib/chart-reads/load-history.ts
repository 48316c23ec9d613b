import { readSlice } from '../board/slice.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { listNames } from '../chart/entrant-name.ts';
import { describeHistory, historySegments, historySpec } from '../chart/history.ts';
import { findChosen, modelChoices } from '../chart/model-choice.ts';
import { askApi } from '../server/api.ts';
import { onlyJudge } from '../server/chart-request.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** The models of the address: as many as have a mark of their own. */
const FIELDS = ['model', 'b', 'c', 'd', 'e', 'f'] as const;

/** Up to six models over the stored snapshots; also models that are on an earlier board alone. */
export async function loadHistory(event: ChartEvent) {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const judge = onlyJudge(readSlice(search));
	const cursor = search.get('before') ?? undefined;
	const board = await askApi(event, (client) => client.leaderboard(benchmark, judge));
	const choices = modelChoices(board.rows);
	const asked = FIELDS.flatMap((field) => search.get(field)?.trim() || []);
	const names = [
		...new Set(asked.length > 0 ? asked : choices.slice(0, 3).map(({ value }) => value)),
	];
	const page = cursor === undefined ? {} : { cursor };
	const histories = await askApi(event, (client) =>
		Promise.all(names.map((model) => client.history(benchmark, { ...judge, model, ...page }))),
	);
	const models = histories.map(({ model }) => model);
	const segments = historySegments(histories);
	const spec = historySpec(segments, models);
	return {
		...headOf(event, board, 'history'),
		// A model that is on an earlier board alone is no choice but the one that was made.
		choices: [
			...choices,
			...names.flatMap((value, place) =>
				findChosen(board.rows, [value]).chosen.length > 0
					? []
					: [{ id: value, value, name: spec.models[place] ?? value }],
			),
		],
		isOlder: cursor !== undefined,
		models,
		asked: names,
		segments,
		next: histories.find(({ next_cursor: next }) => next !== null)?.next_cursor ?? null,
		// One more than are chosen.
		fields: FIELDS.slice(0, Math.max(2, names.length + 1)).map((key, place) => ({
			key,
			name: `Model ${place + 1}`,
			id:
				findChosen(board.rows, names.slice(place, place + 1)).chosen[0]?.submission_id ??
				names[place],
			isNeeded: place === 0,
		})),
		picture:
			spec.segments.length === 0
				? undefined
				: {
						spec,
						label: `the score of ${listNames(spec.models)} over the snapshots`,
						description: describeHistory(spec),
						height: 440,
						key: spec.models,
					},
		table: {
			columns: [
				'model',
				'name',
				'snapshot_of_point',
				'created_at',
				'benchmark_of_point',
				'judge_of_point',
				...SCORE_COLUMNS,
				'scored',
				'questions',
			],
			rows: segments.flatMap(({ items }) =>
				items.map((item) => [
					models[item.model]?.slug ?? null,
					spec.models[item.model] ?? null,
					item.snapshot_id,
					item.created_at,
					item.benchmark,
					item.judge.name,
					...scoreCells(item.score),
					item.scored,
					item.n,
				]),
			),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
