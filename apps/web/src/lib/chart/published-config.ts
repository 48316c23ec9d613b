import type { ChartConfiguration, Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { nameLabels } from './name-labels.ts';
import { describeMeasured, scoreAxis, scoreDomain } from './score-axis.ts';
import { strokeLine } from './stroke-line.ts';

type PublishedChart = ChartConfiguration<'scatter', { x: number; y: number }[], string>;

/** With more models the intervals would hide the points. */
const MOST_INTERVALS = 30;

/** Our numbers against published ones, a point for each model; of the same quantity with the line on which both are equal. */
export function publishedConfig(
	{ points, theirs, ours, isSameQuantity }: SpecOf<'published'>,
	look: ChartLook,
): PublishedChart {
	const colour = look.series[0] ?? '';
	const y = scoreAxis(look, scoreDomain(points));
	const bars = [points.length > MOST_INTERVALS ? [] : points];
	return {
		type: 'scatter',
		data: {
			datasets: [
				{
					data: points.map(({ x, value }) => ({ x, y: value })),
					clip: false,
					pointRadius: 5,
					pointBackgroundColor: colour,
					pointBorderColor: look.card,
				},
			],
		},
		options: {
			layout: { padding: { right: 8 } },
			plugins: {
				tooltip: {
					callbacks: {
						label: ({ dataIndex }) => {
							const point = points[dataIndex];
							return point
								? `${point.label}: ours ${describeMeasured(point)}, theirs ${point.x.toLocaleString('en', { maximumFractionDigits: 1 })}`
								: '';
						},
					},
				},
			},
			scales: {
				x: {
					type: 'linear',
					grace: '8%',
					title: { display: true, text: theirs, color: look.muted },
					grid: { color: look.line },
					ticks: { color: look.muted, maxRotation: 0, maxTicksLimit: 7 },
				},
				y: { ...y, title: { ...y.title, text: ours } },
			},
		},
		plugins: [
			...(isSameQuantity ? [equalLine(look)] : []),
			errorBars(bars, { axis: 'y', colours: [colour] }),
			nameLabels([points.map(({ label }) => label)], look, bars),
		],
	};
}

/** A plugin that draws where both numbers are equal, as far as both axes reach. */
function equalLine(look: ChartLook): Plugin<'scatter'> {
	return {
		id: 'equal-line',
		beforeDatasetsDraw: ({ ctx, scales }) => {
			const { x, y } = scales;
			if (!x || !y) return;
			const [from, to] = [Math.max(x.min, y.min), Math.min(x.max, y.max)];
			if (from >= to) return;
			const at = (value: number) => [x.getPixelForValue(value), y.getPixelForValue(value)] as const;
			ctx.save();
			ctx.strokeStyle = look.muted;
			ctx.setLineDash([4, 4]);
			ctx.beginPath();
			strokeLine(ctx, ...at(from), ...at(to));
			ctx.stroke();
			ctx.restore();
		},
	};
}
