import type { Chart, ChartType, Plugin } from 'chart.js';
import type { Measured } from './chart-spec.ts';
import { strokeLine } from './stroke-line.ts';

const CAP = 4;

/**
 * A plugin that draws an interval through every point: `bars[dataset][index]` belongs to the element there, along the
 * axis of the values. One without an interval has no bar.
 */
export function errorBars<Kind extends ChartType>(
	bars: readonly (readonly Measured[])[],
	{ axis, colours }: { readonly axis: 'x' | 'y'; readonly colours: readonly string[] },
): Plugin<Kind> {
	return {
		id: 'error-bars',
		afterDatasetsDraw: (chart) => {
			const { ctx } = chart;
			ctx.save();
			ctx.lineWidth = 1.5;
			for (const { from, to, across, dataset } of placeBars(chart, bars, axis)) {
				ctx.strokeStyle = colours[dataset] ?? '';
				ctx.beginPath();
				const line = (a: number, acrossA: number, b: number, acrossB: number) =>
					axis === 'x'
						? strokeLine(ctx, a, acrossA, b, acrossB)
						: strokeLine(ctx, acrossA, a, acrossB, b);
				line(from, across - CAP, from, across + CAP);
				line(from, across, to, across);
				line(to, across - CAP, to, across + CAP);
				ctx.stroke();
			}
			ctx.restore();
		},
	};
}

/** Where each bar begins and ends along its axis, and where it stands across it, in pixels. */
export function placeBars(
	chart: Pick<Chart, 'scales' | 'getDatasetMeta'>,
	bars: readonly (readonly Measured[])[],
	axis: 'x' | 'y',
) {
	const scale = chart.scales[axis];
	return bars.flatMap((row, dataset) => {
		const elements = chart.getDatasetMeta(dataset).data;
		return row.flatMap(({ low, high }, index) => {
			const element = elements[index];
			if (!scale || !element || low === undefined || high === undefined) return [];
			return [
				{
					dataset,
					from: scale.getPixelForValue(low),
					to: scale.getPixelForValue(high),
					across: axis === 'x' ? element.y : element.x,
				},
			];
		});
	});
}
