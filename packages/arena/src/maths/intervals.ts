import { betaQuantile } from './beta-quantile.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Both ends of a share's interval, 0 ≤ low ≤ high ≤ 1. */
export type Bounds = { readonly low: number; readonly high: number };

/**
 * All functions here take a count of successes in [0, n], the number of trials n and a two-sided confidence in (0, 1),
 * 0.95 unless told, and give the interval of the share of successes; undefined without trials. They throw a RangeError
 * for counts or a confidence outside these ranges. Successes need not be whole: a score counts a tie as one half.
 */
type ShareInterval = (successes: number, n: number, confidence?: number) => Bounds | undefined;

/** The score interval (Wilson 1927). With ties as halves it is a little wide, since a tie varies less than a coin. */
export const wilsonInterval: ShareInterval = (successes, n, confidence = 0.95) => {
	const z = criticalValue(successes, n, confidence);
	if (n === 0) return undefined;
	const share = successes / n;
	const scale = 1 + (z * z) / n;
	const centre = (share + (z * z) / (2 * n)) / scale;
	const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
	// At the ends the formula is exact, but its rounding is not.
	return {
		low: successes === 0 ? 0 : Math.max(0, centre - half),
		high: successes === n ? 1 : Math.min(1, centre + half),
	};
};

/** The exact interval from binomial tails (Clopper and Pearson 1934). */
export const clopperPearsonInterval: ShareInterval = (successes, n, confidence = 0.95) => {
	criticalValue(successes, n, confidence);
	if (n === 0) return undefined;
	const tail = (1 - confidence) / 2;
	return {
		low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
		high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
	};
};

/** The textbook normal interval, cut to [0, 1]; zero width at 0 and n, so never a published one. */
export const waldInterval: ShareInterval = (successes, n, confidence = 0.95) => {
	const z = criticalValue(successes, n, confidence);
	return n === 0 ? undefined : normalBounds(successes / n, n, z);
};

/** The normal interval after z²/2 more successes and failures, cut to [0, 1] (Agresti and Coull 1998). */
export const agrestiCoullInterval: ShareInterval = (successes, n, confidence = 0.95) => {
	const z = criticalValue(successes, n, confidence);
	if (n === 0) return undefined;
	const trials = n + z * z;
	return normalBounds((successes + (z * z) / 2) / trials, trials, z);
};

/** Quantiles of the posterior under Jeffreys' prior, Beta(1/2, 1/2), without a special case at 0 and n. */
export const jeffreysInterval: ShareInterval = (successes, n, confidence = 0.95) => {
	criticalValue(successes, n, confidence);
	if (n === 0) return undefined;
	const tail = (1 - confidence) / 2;
	const [a, b] = [successes + 0.5, n - successes + 0.5];
	return { low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b) };
};

function normalBounds(share: number, trials: number, z: number): Bounds {
	const half = z * Math.sqrt((share * (1 - share)) / trials);
	return { low: Math.max(0, share - half), high: Math.min(1, share + half) };
}

function criticalValue(successes: number, n: number, confidence: number): number {
	if (!(Number.isFinite(n) && successes >= 0 && successes <= n)) {
		throw new RangeError(`no share of ${successes} successes in ${n} trials`);
	}
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`a confidence lies in (0, 1), not at ${confidence}`);
	}
	return -normalQuantile((1 - confidence) / 2);
}
