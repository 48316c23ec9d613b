import { studentPoint } from '../ranks/student-point.ts';
import type { Bounds } from '../maths/intervals.ts';

const NORMAL_POINT = 1.959963984540054;
/** Of a number that was rounded to whole ones. */
const ROUNDING_VARIANCE = 1 / 12;

/**
 * 95 % interval of the mean of values on a scale of whole numbers, by Student's t (1908); undefined for fewer than two values.
 * A value stands for a unit of the scale: the variance is never taken below that of rounding (Sheppard 1898), so that equal
 * values have an interval. The ends stay on the scale.
 */
export function meanInterval(
	values: readonly number[],
	scale: { readonly low: number; readonly high: number },
): Bounds | undefined {
	const n = values.length;
	if (n < 2) return undefined;
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const variance = Math.max(squares / (n - 1), ROUNDING_VARIANCE);
	const half = studentPoint(NORMAL_POINT, n - 1) * Math.sqrt(variance / n);
	return { low: Math.max(scale.low, mean - half), high: Math.min(scale.high, mean + half) };
}
