import { kendallTauB } from './rank-correlation.ts';

/** Fewer pairs of values give no correlation: it would say less than its interval hides. */
export const LEAST_CORRELATED = 10;

const NORMAL_POINT = 1.959963984540054;

export type RankCorrelation = {
	/** Kendall's tau-b, −1 to 1. */
	readonly value: number;
	/** 95 %; absent where every pair is in the same or the opposite order, which leaves the formula without a width. */
	readonly interval?: { readonly low: number; readonly high: number };
};

/**
 * Kendall's tau-b of paired values with its 95 % interval, for pairs that are a sample; absent for fewer than
 * `LEAST_CORRELATED` pairs, or when one side is constant.
 *
 * The variance is the distribution-free one of Samara and Randles 1988, "A test for correlation based on Kendall's tau" (Hollander,
 * Wolfe and Chicken 2014, §8.3), the interval is symmetric on Fisher's scale, atanh.
 */
export function correlateRanks(
	pairs: readonly (readonly [number, number])[],
): RankCorrelation | undefined {
	const value = pairs.length < LEAST_CORRELATED ? undefined : kendallTauB(pairs);
	if (value === undefined) return undefined;
	const width = NORMAL_POINT * (kendallError(pairs, value) / (1 - value ** 2));
	if (!Number.isFinite(width) || width === 0) return { value };
	const middle = Math.atanh(value);
	return { value, interval: { low: Math.tanh(middle - width), high: Math.tanh(middle + width) } };
}

/** The standard error of a tau of these pairs. */
export function kendallError(pairs: readonly (readonly [number, number])[], tau: number): number {
	const n = pairs.length;
	const concordances = pairs.map(([a, b]) =>
		pairs.reduce((sum, [c, d]) => sum + Math.sign(a - c) * Math.sign(b - d), 0),
	);
	// Sums of integers, so that the order of the pairs changes no digit.
	const sum = concordances.reduce((total, one) => total + one, 0);
	const squares = concordances.reduce((total, one) => total + one * one, 0);
	const spread = (squares - sum ** 2 / n) / (n - 1);
	const variance = (2 / (n * (n - 1))) * ((2 * (n - 2) * spread) / (n * (n - 1)) + 1 - tau ** 2);
	return Math.sqrt(variance);
}
