import type { ChartConfiguration } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { mixColours } from './mix-colours.ts';
import { describeMeasured, evenLine, scoreAxis } from './score-axis.ts';
import { wrapLabel } from './wrap-label.ts';

type BarChart = ChartConfiguration<'bar', number[], string[]>;

/** A bar from zero for every category, with its error bar. */
export function barsConfig({ points }: SpecOf<'bars'>, look: ChartLook): BarChart {
	const colour = look.series[0] ?? '';
	return {
		type: 'bar',
		data: {
			labels: points.map(({ label }) => wrapLabel(label)),
			datasets: [
				{
					data: points.map(({ value }) => value),
					backgroundColor: mixColours(colour, look.card, 0.35),
					borderColor: colour,
					borderWidth: 1,
					barPercentage: 0.7,
				},
			],
		},
		options: {
			indexAxis: 'y',
			plugins: {
				tooltip: {
					callbacks: {
						label: ({ dataIndex }) => {
							const point = points[dataIndex];
							return point ? `${describeMeasured(point)}, n = ${point.scored}` : '';
						},
					},
				},
			},
			scales: {
				x: scoreAxis(look, { min: 0, max: 100 }),
				y: { grid: { display: false }, ticks: { color: look.ink, autoSkip: false } },
			},
		},
		plugins: [evenLine('x', look), errorBars([points], { axis: 'x', colours: [look.ink] })],
	};
}
