import type { OutcomeBits } from './outcome-bits.ts';
import type { Resample } from './resample.ts';

/**
 * What no pair's deviation exceeds in a resample. With U a model's points over the draws minus its own mean for each draw that it
 * has scored, and E = Σ |count − 1| over the questions that it lacks, a pair's |resampled − observed| mean difference in points
 * is at most
 *
 *   (|U_a − U_b| + 2 · (E_a + E_b) · (1 + lacking / shared)) / shared draws:
 *
 * a question that one of the two lacks moves the other's sum by its count, less the shared draws for each shared question, times
 * at most 2. So a pair is bounded by two numbers of each model, and a block of pairs by their extremes.
 */
export type PairBounds = {
	readonly bits: OutcomeBits;
	/** Each model's points per scored question. */
	readonly means: Float64Array;
	/** 1 + lacking / shared, of the two models that lack most. */
	readonly growth: number;
	/** Of the resample: U minus and plus 2 · E · growth. */
	readonly lows: Float64Array;
	readonly highs: Float64Array;
	/** Of the resample: the fewest draws that any two models share, at most. */
	fewestDraws: number;
};

export function preparePairBounds(bits: OutcomeBits): PairBounds {
	const { models, absent, points } = bits;
	const questions = models[0]?.length ?? 0;
	const mostLacking = 2 * absent.reduce((most, { length }) => Math.max(most, length), 0);
	const fewestShared = questions - mostLacking;
	return {
		bits,
		means: Float64Array.from(points, (own, model) => {
			const scored = questions - (absent[model]?.length ?? 0);
			return scored === 0 ? 0 : own / scored;
		}),
		growth: fewestShared > 0 ? 1 + mostLacking / fewestShared : Infinity,
		lows: new Float64Array(models.length),
		highs: new Float64Array(models.length),
		fewestDraws: 0,
	};
}

const NONE = new Int32Array();

export function boundResample(bounds: PairBounds, { counts, sums }: Resample): void {
	const { bits, means, growth, lows, highs } = bounds;
	let mostLost = 0;
	for (let model = 0; model < lows.length; model++) {
		let lost = 0;
		let extent = 0;
		const absent = bits.absent[model] ?? NONE;
		for (let at = 0; at < absent.length; at++) {
			const count = counts[absent[at] ?? 0] ?? 0;
			lost += count;
			extent += Math.abs(count - 1);
		}
		if (lost > mostLost) mostLost = lost;
		const centre = (sums[model] ?? 0) - (counts.length - lost) * (means[model] ?? 0);
		const width = extent === 0 ? 0 : 2 * extent * growth;
		lows[model] = centre - width;
		highs[model] = centre + width;
	}
	bounds.fewestDraws = counts.length - 2 * mostLost;
}
