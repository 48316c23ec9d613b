import { packPoints, sumDraws } from './packed-points.ts';
import { drawInts, mixSeed } from '../maths/random.ts';
import { layOutScales, preparePairBlocks, searchBlocks } from './pair-blocks.ts';
import { boundResample, preparePairBounds } from './pair-bounds.ts';
import {
	deviationOf,
	describeResample,
	type PairDeviations,
	preparePairDeviations,
} from './pair-deviations.ts';
import type { OutcomeBits } from './outcome-bits.ts';
import type { Resample } from './resample.ts';
import { createTopValues } from './top-values.ts';

export type ResamplingInput = {
	readonly seed: string;
	readonly bits: OutcomeBits;
	readonly resamples: number;
};

/** One set of resamples of the question ids. `scales` is symmetric, models × models; a pair with the scale 0 is left out. */
export type ResampledDeviations = {
	/**
	 * Opens a series of quantiles: each is the `level` quantile (in (0, 1)), the ⌈level · (resamples + 1)⌉-th smallest, of the
	 * largest |deviation of a pair's mean difference in score| · scale over the pairs, or `least` when it is smaller. Every
	 * call's pairs must be among those of the call before, with the same scales. A quantile of `enough` or more is not
	 * determined further: then some value from `enough` up to the quantile is given.
	 */
	readonly openQuantiles: (
		level: number,
		least: number,
	) => (scales: Float64Array, enough: number) => number;
	/**
	 * For every resample the scaled deviations of the pairs, models × models, filled below the diagonal. The array is written
	 * over by the next resample.
	 */
	readonly scaledDeviations: (scales: Float64Array) => Iterable<Float64Array>;
};

/**
 * Draws the resamples, each when it is first needed; every quantile is over the same ones.
 *
 * Exact, though most pairs are never looked at: only resamples above the quantile matter. In a resample a block of pairs, a row
 * or a pair that cannot exceed what the quantile is known to reach is skipped (`PairBounds`), and so is a resample that an
 * earlier quantile has bounded.
 */
export function resampleDeviations(input: ResamplingInput): ResampledDeviations {
	const { bits, resamples } = input;
	const { models } = bits;
	const pairs = preparePairDeviations(bits);
	const bounds = preparePairBounds(bits);
	const resampleAt = openResamples(input);
	const describe = (at: number) => {
		describeResample(pairs, resampleAt(at));
		boundResample(bounds, resampleAt(at));
	};
	return {
		scaledDeviations: function* (scales) {
			const cells = new Float64Array(models.length ** 2);
			for (let at = 0; at < resamples; at++) {
				describeResample(pairs, resampleAt(at));
				writeDeviations(pairs, scales, cells);
				yield cells;
			}
		},
		openQuantiles: (level, least) => {
			if (models.length < 2 || models[0]?.length === 0) return () => least;
			const place = Math.min(resamples, Math.ceil(level * (resamples + 1)));
			const blocks = preparePairBlocks(pairs, bounds);
			const most = new Float64Array(resamples).fill(Infinity);
			return (scales, enough) => {
				layOutScales(blocks, scales);
				const top = createTopValues(resamples - place + 1, least);
				for (const at of orderByMost(most, place)) {
					if ((most[at] ?? 0) <= top.least()) continue;
					describe(at);
					const largest = searchBlocks(blocks, top.least());
					most[at] = largest;
					top.add(largest);
					if (top.least() >= enough) return top.least();
				}
				return top.least();
			};
		},
	};
}

/** Every pair's scaled deviation in its cell below the diagonal. */
function writeDeviations(pairs: PairDeviations, scales: Float64Array, cells: Float64Array): void {
	const size = pairs.means.length;
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < i; j++) {
			const scale = scales[i * size + j] ?? 0;
			cells[i * size + j] = scale === 0 ? 0 : deviationOf(pairs, i, j) * scale;
		}
	}
}

/** Those that reach the value at the place come first, so that a quantile is soon known to be near it. */
function orderByMost(most: Float64Array, place: number): Int32Array {
	const high = most.toSorted()[place - 1] ?? 0;
	const order = new Int32Array(most.length);
	let first = 0;
	let last = most.length;
	for (let at = 0; at < most.length; at++) {
		if ((most[at] ?? 0) >= high) order[first++] = at;
		else order[--last] = at;
	}
	return order;
}

/** Every resample has a seed of its own, so it is the same whenever it is drawn. */
function openResamples({ seed, bits, resamples }: ResamplingInput): (at: number) => Resample {
	const { models } = bits;
	const questions = models[0]?.length ?? 0;
	const packed = packPoints(models);
	const draws = new Int32Array(questions);
	const drawn: Resample[] = [];
	// One room for all resamples: two arrays of their own for each cost more than the draws.
	let room: { readonly counts: Uint16Array; readonly sums: Float64Array } | undefined;
	return (at) => {
		const known = drawn[at];
		if (known) return known;
		room ??= {
			counts: new Uint16Array(resamples * questions),
			sums: new Float64Array(resamples * models.length),
		};
		const counts = room.counts.subarray(at * questions, (at + 1) * questions);
		const sums = room.sums.subarray(at * models.length, (at + 1) * models.length);
		drawInts(mixSeed(seed, 'rank-ranges', at), questions, draws);
		for (let draw = 0; draw < questions; draw++) {
			const question = draws[draw] ?? 0;
			counts[question] = (counts[question] ?? 0) + 1;
		}
		sumDraws(packed, draws, sums);
		return (drawn[at] = { counts, sums });
	};
}
