import type { ChartType, Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { Measured } from './chart-spec.ts';
import { strokeLine } from './stroke-line.ts';

const EVEN = 50;

/** Ends of an axis of percents that hold all intervals with some air, in whole tens within 0 to 100. */
export function scoreDomain(points: readonly Measured[]): {
	readonly min: number;
	readonly max: number;
} {
	const ends = points.flatMap(({ value, low = value, high = value }) => [low, high]);
	if (ends.length === 0) return { min: 0, max: 100 };
	return {
		min: Math.max(0, Math.floor((Math.min(...ends) - 2) / 10) * 10),
		max: Math.min(100, Math.ceil((Math.max(...ends) + 2) / 10) * 10),
	};
}

/** An axis of scores; `evenLine` draws the baseline's 50 % on it, whichever ticks find room. */
export function scoreAxis(
	look: ChartLook,
	{ min, max }: { readonly min: number; readonly max: number },
	title: string | string[] = 'Score, % (95 % interval)',
) {
	return {
		min,
		max,
		title: { display: true, text: title, color: look.muted },
		grid: { color: look.line },
		ticks: { color: look.muted, stepSize: 10, maxRotation: 0 },
	};
}

/** A plugin that draws the line of the baseline across the axis of the scores, where the axis reaches it. */
export function evenLine<Kind extends ChartType>(axis: 'x' | 'y', look: ChartLook): Plugin<Kind> {
	return {
		id: 'even-line',
		beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
			const scale = scales[axis];
			if (!scale || scale.min > EVEN || scale.max < EVEN) return;
			const at = scale.getPixelForValue(EVEN);
			ctx.save();
			ctx.strokeStyle = look.muted;
			ctx.lineWidth = 1;
			ctx.beginPath();
			if (axis === 'x') strokeLine(ctx, at, chartArea.top, at, chartArea.bottom);
			else strokeLine(ctx, chartArea.left, at, chartArea.right, at);
			ctx.stroke();
			ctx.restore();
		},
	};
}

/** `71.4 % (65.0–77.2)`, or the value alone. */
export function describeMeasured({ value, low, high }: Measured): string {
	const range =
		low === undefined || high === undefined ? '' : ` (${low.toFixed(1)}–${high.toFixed(1)})`;
	return `${value.toFixed(1)} %${range}`;
}
