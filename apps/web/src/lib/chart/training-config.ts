import type { ChartConfiguration } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { describeMeasured, evenLine, scoreAxis, scoreDomain } from './score-axis.ts';
import { seriesMark } from './series-mark.ts';

type TrainingChart = ChartConfiguration<'line', { x: number; y: number }[], string>;

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A line through the checkpoints of each training on one board, each with its interval. */
export function trainingConfig(
	{ unit, lines }: SpecOf<'training'>,
	look: ChartLook,
): TrainingChart {
	const points = lines.flatMap((line) => line.points);
	const colours = lines.map((_, place) => look.series[seriesMark(place).tone] ?? '');
	return {
		type: 'line',
		data: {
			datasets: lines.map(({ name, points: own }, place) => {
				const { shape, dash } = seriesMark(place);
				return {
					label: name,
					data: own.map(({ at, value }) => ({ x: at, y: value })),
					borderColor: colours[place] ?? '',
					borderWidth: 2,
					borderDash: [...dash],
					pointStyle: shape,
					pointRadius: 5,
					pointBackgroundColor: colours[place] ?? '',
					pointBorderWidth: 0,
				};
			}),
		},
		options: {
			plugins: {
				tooltip: {
					callbacks: {
						title: ([item]) => (item ? `${COUNT.format(item.parsed.x ?? 0)} ${unit}` : ''),
						label: ({ datasetIndex, dataIndex }) => {
							const point = lines[datasetIndex]?.points[dataIndex];
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
		plugins: [
			evenLine('y', look),
			errorBars(
				lines.map((line) => line.points),
				{ axis: 'y', colours },
			),
		],
	};
}
