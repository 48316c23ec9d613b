import type { ResampledOutcomes } from './bootstrap.ts';
import { createRandom, mixSeed } from './random.ts';
import { drawBinomial } from './ratings/binomial.ts';

/** Of a number of scored items, how many are worth a whole and how many half a point. */
export type ItemCounts = { readonly wins: number; readonly ties: number; readonly scored: number };

/**
 * The bootstrap over items of which nothing but their value matters: drawing n of them with replacement is a multinomial
 * draw of the counts (Efron and Tibshirani 1993, section 5.2), made of two binomial ones. So it costs the same for any n,
 * and no order of the items can change it. Every resample has a seed of its own.
 */
export function resampleCounts(
	seed: string,
	{ wins, ties, scored }: ItemCounts,
	resamples: number,
): ResampledOutcomes {
	const drawn = {
		wins: new Int32Array(resamples),
		ties: new Int32Array(resamples),
		scored: new Int32Array(resamples).fill(scored),
	};
	const others = scored - wins;
	for (let resample = 0; resample < resamples; resample++) {
		const random = createRandom(mixSeed(seed, resample));
		const whole = drawBinomial(random, scored, scored === 0 ? 0 : wins / scored);
		drawn.wins[resample] = whole;
		drawn.ties[resample] = drawBinomial(random, scored - whole, others === 0 ? 0 : ties / others);
	}
	return drawn;
}
