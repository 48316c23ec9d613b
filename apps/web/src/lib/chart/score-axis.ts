import type { ChartLook } from './chart-look.ts';
import type { Measured } from './chart-spec.ts';

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

/** An axis of scores with the line of the baseline at 50 %. */
export function scoreAxis(
	look: ChartLook,
	{ min, max }: { readonly min: number; readonly max: number },
	text = 'Score, % (95 % interval)',
) {
	return {
		min,
		max,
		title: { display: true, text, color: look.muted },
		grid: {
			color: ({ tick }: { readonly tick?: { readonly value: number } }) =>
				tick?.value === EVEN ? look.muted : look.line,
		},
		ticks: { color: look.muted, stepSize: 10, maxRotation: 0 },
	};
}

/** `71.4% (65.0–77.2)`, or the value alone. */
export function describeMeasured({ value, low, high }: Measured): string {
	const range =
		low === undefined || high === undefined ? '' : ` (${low.toFixed(1)}–${high.toFixed(1)})`;
	return `${value.toFixed(1)}%${range}`;
}
