import type { ChartConfiguration } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { describeMeasured, evenLine, scoreAxis } from './score-axis.ts';
import { shortenLabel } from './shorten-label.ts';
import { wrapLabel } from './wrap-label.ts';

/** From here on a row has room for one line. */
const MANY = 40;
const LONGEST = 28;

type ForestChart = ChartConfiguration<'line', number[], string[]>;

/** A row for every model: its score and the interval through it. */
export function forestConfig({ points }: SpecOf<'forest'>, look: ChartLook): ForestChart {
	const colour = look.series[0] ?? '';
	return {
		type: 'line',
		data: {
			labels: points.map(({ label }) =>
				points.length > MANY ? [shortenLabel(label, LONGEST)] : wrapLabel(label),
			),
			datasets: [
				{
					data: points.map(({ value }) => value),
					showLine: false,
					clip: false,
					pointRadius: points.map(({ isBaseline }) => (isBaseline ? 6 : 4)),
					pointStyle: points.map(({ isBaseline }) => (isBaseline ? 'rectRot' : 'circle')),
					pointBackgroundColor: points.map(({ isBaseline }) => (isBaseline ? look.card : colour)),
					pointBorderColor: points.map(({ isBaseline }) => (isBaseline ? look.ink : colour)),
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
							return point ? describeMeasured(point) : '';
						},
					},
				},
			},
			scales: {
				x: scoreAxis(look, { min: 0, max: 100 }),
				y: {
					type: 'category',
					offset: true,
					grid: { display: false },
					ticks: { color: look.ink, autoSkip: false },
				},
			},
		},
		plugins: [evenLine('x', look), errorBars([points], { axis: 'x', colours: [colour] })],
	};
}
