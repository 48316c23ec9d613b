import type { ChartConfiguration, Plugin } from 'chart.js';
import { heatStep } from '../board/heat.ts';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { shortenLabel } from './shorten-label.ts';

type FractionChart = ChartConfiguration<'scatter', { x: number; y: number }[], string>;

const LONGEST = 20;
const WIDE_ENOUGH = 26;

/** A square for every pair: the row’s model over the column’s, on the diverging scale around one half. */
export function fractionsConfig(
	{ names, cells }: SpecOf<'fractions'>,
	look: ChartLook,
): FractionChart {
	const places = names.map((_, place) => String(place + 1));
	const pairs = cells.flatMap((row, y) =>
		row.flatMap((value, x) => (value === null ? [] : [{ x, y, value }])),
	);
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
			plugins: {
				tooltip: {
					displayColors: false,
					callbacks: {
						label: ({ dataIndex }) => {
							const pair = pairs[dataIndex];
							if (!pair) return '';
							const [row, column] = [names[pair.y], names[pair.x]];
							return [`${row ?? ''} over`, column ?? '', `${pair.value.toFixed(1)} %`];
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
		plugins: [cellSquares(pairs, { look, size: names.length })],
	};
}

/** The squares, each with its number where it is wide enough. */
function cellSquares(
	pairs: readonly { readonly x: number; readonly y: number; readonly value: number }[],
	{ look, size }: { readonly look: ChartLook; readonly size: number },
): Plugin<'scatter'> {
	return {
		id: 'cell-squares',
		beforeDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
			if (!x || !y) return;
			const width = chartArea.width / size;
			const height = chartArea.height / size;
			ctx.save();
			ctx.font = `11px ${look.font}`;
			ctx.textAlign = 'center';
			ctx.textBaseline = 'middle';
			for (const pair of pairs) {
				const [centreX, centreY] = [x.getPixelForValue(pair.x), y.getPixelForValue(pair.y)];
				ctx.fillStyle = look.heat[heatStep(pair.value / 100)] ?? '';
				ctx.fillRect(centreX - width / 2 + 0.5, centreY - height / 2 + 0.5, width - 1, height - 1);
				if (width < WIDE_ENOUGH) continue;
				ctx.fillStyle = look.ink;
				ctx.fillText(pair.value.toFixed(0), centreX, centreY);
			}
			ctx.restore();
		},
	};
}
