import { normalShareBelow } from '../maths/normal-share.ts';
import type { PairedTests } from './paired-tests.ts';

/**
 * Adjusted p-values of the pairs of `testPairs`, models × models, symmetric: the smallest level at which the pair is told
 * apart together with all others; 1 outside the family and for a pair that is never told apart. With 19 or more resamples a
 * pair is told apart exactly when its value is at most 0.05.
 *
 * Source: Romano and Wolf 2016, "Efficient computation of adjusted p-values for resampling-based stepdown multiple testing",
 * Statistics and Probability Letters 113, algorithm 4.2; the value of one pair alone under the normal is a lower bound, as
 * 1.96 is of the critical value.
 */
export function adjustPValues(tests: PairedTests, models: number): Float64Array {
	const pairs = listPairs(tests, models);
	const exceeding = new Int32Array(pairs.length);
	let resamples = 0;
	for (const statistics of tests.deviations.scaledDeviations(tests.scales)) {
		resamples++;
		let largest = 0;
		for (let at = 0; at < pairs.length; at++) {
			const pair = pairs[at];
			if (!pair) continue;
			largest = Math.max(largest, statistics[pair.cell] ?? 0);
			if (largest >= pair.point) exceeding[at] = (exceeding[at] ?? 0) + 1;
		}
	}
	const values = new Float64Array(models * models).fill(1);
	let highest = 0;
	for (let at = pairs.length - 1; at >= 0; at--) {
		const pair = pairs[at];
		if (!pair || pair.point === 0) break;
		highest = Math.max(
			highest,
			(1 + (exceeding[at] ?? 0)) / (1 + resamples),
			2 * (1 - normalShareBelow(pair.point)),
		);
		values[pair.cell] = highest;
		values[pair.mirrored] = highest;
	}
	return values;
}

/** The pairs of the family, the nearest to no difference first. */
function listPairs({ points, scales }: PairedTests, models: number) {
	const pairs: { readonly cell: number; readonly mirrored: number; readonly point: number }[] = [];
	for (let i = 0; i < models; i++) {
		for (let j = 0; j < i; j++) {
			const cell = i * models + j;
			if ((scales[cell] ?? 0) === 0) continue;
			pairs.push({ cell, mirrored: j * models + i, point: Math.abs(points[cell] ?? 0) });
		}
	}
	return pairs.sort((a, b) => a.point - b.point);
}
