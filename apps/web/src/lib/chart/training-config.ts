import type { ChartConfiguration } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { describeMeasured, evenLine, scoreAxis, scoreDomain } from './score-axis.ts';
import { seriesMark } from './series-mark.ts';

type TrainingChart = ChartConfiguration<'line', { x: number; y: number }[], string>;

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A line through the checkpoints of one training on one board, each with its interval. */
export function trainingConfig(
	{ unit, points }: SpecOf<'training'>,
	look: ChartLook,
): TrainingChart {
	const { tone, shape } = seriesMark(0);
	const colour = look.series[tone] ?? '';
	return {
		type: 'line',
		data: {
			datasets: [
				{
					data: points.map(({ at, value }) => ({ x: at, y: value })),
					borderColor: colour,
					borderWidth: 2,
					pointStyle: shape,
					pointRadius: 5,
					pointBackgroundColor: colour,
					pointBorderWidth: 0,
				},
			],
		},
		options: {
			plugins: {
				tooltip: {
					callbacks: {
						title: ([item]) => (item ? `${COUNT.format(item.parsed.x ?? 0)} ${unit}` : ''),
						label: ({ dataIndex }) => {
							const point = points[dataIndex];
							return point ? `${describeMeasured(point)}, ${point.name}` : '';
						},
					},
				},
			},
			scales: {
				x: {
					type: 'linear',
					min: 0,
					suggestedMax: 1.06 * Math.max(...points.map(({ at }) => at)),
					grid: { color: look.line },
					title: { display: true, text: `Training, ${unit}`, color: look.muted },
					ticks: {
						color: look.muted,
						maxTicksLimit: 6,
						maxRotation: 0,
						callback: (value) => SHORT.format(Number(value)),
					},
				},
				y: scoreAxis(look, scoreDomain(points)),
			},
		},
		plugins: [evenLine('y', look), errorBars([points], { axis: 'y', colours: [colour] })],
	};
}
