import type { Bounds } from './intervals.ts';

/**
 * Percentile interval of a statistic's resampled values (Efron 1979), quantiles by linear interpolation between order
 * statistics (Hyndman and Fan 1996, type 7). Throws a RangeError without values.
 */
export function percentileInterval(values: Float64Array, confidence = 0.95): Bounds {
	if (values.length === 0) throw new RangeError('a percentile interval wants values');
	const position = ((1 - confidence) / 2) * (values.length - 1);
	return { low: quantileFrom(values, position, 1), high: -quantileFrom(values, position, -1) };
}

/** The value at a fractional position of sign × values in ascending order, for positions near the start. */
function quantileFrom(values: Float64Array, position: number, sign: 1 | -1): number {
	const below = Math.floor(position);
	const tail = smallestValues(values, Math.min(below + 2, values.length), sign);
	const lower = tail[below] ?? 0;
	return lower + (position - below) * ((tail[below + 1] ?? lower) - lower);
}

/** The k smallest of sign × values in ascending order. A tail is short, so insertion beats sorting everything. */
function smallestValues(values: Float64Array, k: number, sign: 1 | -1): Float64Array {
	const tail = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
	for (let index = 0; index < values.length; index++) {
		const value = sign * (values[index] ?? 0);
		if (value >= (tail[k - 1] ?? 0)) continue;
		let at = k - 1;
		for (; at > 0 && (tail[at - 1] ?? 0) > value; at--) tail[at] = tail[at - 1] ?? 0;
		tail[at] = value;
	}
	return tail;
}
