import { readSlice } from '../board/slice.ts';
import { entrantName } from '../chart/entrant-name.ts';
import { describeFractions, fractionsSpec } from '../chart/fractions.ts';
import { askApi } from '../server/api.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

const SIZES = [10, 20, 40] as const;
const USUAL = 20;

/** The first models of a board, each against each. */
export async function loadFractions(event: ChartEvent) {
	const { benchmark } = event.params;
	const search = event.url.searchParams;
	const size = SIZES.find((one) => String(one) === search.get('top')) ?? USUAL;
	const slice = readSlice(search);
	const [board, fractions] = await askApi(event, async (client) => {
		const read = await client.leaderboard(benchmark, slice);
		const ofJudge = { ...slice, judge: read.judge.name, limit: size };
		return [read, await client.winFractions(benchmark, ofJudge)] as const;
	});
	const { rows } = fractions;
	const cell = Math.max(28, 44 - rows.length);
	return {
		...headOf(event, board, 'fractions'),
		fractions,
		size,
		sizes: SIZES,
		picture:
			rows.length < 2
				? undefined
				: {
						spec: fractionsSpec(fractions),
						label:
							'on which share of their shared questions the row’s model does better than the column’s',
						description: describeFractions(fractions),
						height: rows.length * cell + 98,
					},
		table: {
			columns: ['model', 'name', 'other', 'other_name', 'win_fraction', 'shared', 'verdict'],
			rows: rows.flatMap(({ model, cells }, place) =>
				cells.flatMap(({ fraction, shared, verdict }, at) => {
					const other = rows[at]?.model;
					if (!other || at === place) return [];
					const names = [model.slug, entrantName(model), other.slug, entrantName(other)];
					return [[...names, fraction, shared, verdict]];
				}),
			),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}
