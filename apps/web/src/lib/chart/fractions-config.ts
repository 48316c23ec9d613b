import type { ChartConfiguration } from 'chart.js';
import { heatSpan } from '../board/heat.ts';
import { cellSquares, type Pair } from './cell-squares.ts';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { KEY_HEIGHT, scaleKey } from './scale-key.ts';
import { shortenLabel } from './shorten-label.ts';

type FractionChart = ChartConfiguration<'scatter', { x: number; y: number }[], string>;

const LONGEST = 20;

/** A square for every pair: the row’s model over the column’s, on a diverging scale around one half that ends where the data end. */
export function fractionsConfig(
	{ names, cells }: SpecOf<'fractions'>,
	look: ChartLook,
): FractionChart {
	const places = names.map((_, place) => String(place + 1));
	const pairs = cells.flatMap((row, y) =>
		row.flatMap((cell, x): Pair[] => (cell === null ? [] : [{ x, y, ...cell }])),
	);
	const span = heatSpan(pairs.map(({ value }) => value / 100));
	const axis = {
		type: 'category',
		offset: true,
		grid: { display: false },
	} as const;
	return {
		type: 'scatter',
		data: {
			datasets: [{ data: pairs.map(({ x, y }) => ({ x, y })), pointRadius: 0, pointHitRadius: 14 }],
		},
		options: {
			layout: { padding: { bottom: KEY_HEIGHT } },
			plugins: {
				tooltip: {
					displayColors: false,
					callbacks: {
						label: ({ dataIndex }) => {
							const pair = pairs[dataIndex];
							if (!pair) return '';
							const [row, column] = [names[pair.y], names[pair.x]];
							const apart = pair.isApart ? 'distinguished' : 'not distinguished';
							return [`${row ?? ''} over`, column ?? '', `${pair.value.toFixed(1)}%, ${apart}`];
						},
					},
				},
			},
			scales: {
				x: {
					...axis,
					labels: places,
					position: 'top',
					ticks: { color: look.ink, maxRotation: 0 },
				},
				y: {
					...axis,
					labels: names.map((name, place) => `${place + 1} ${shortenLabel(name, LONGEST)}`),
					ticks: { color: look.ink, autoSkip: false },
				},
			},
		},
		plugins: [cellSquares(pairs, { look, size: names.length, span }), scaleKey({ look, span })],
	};
}
