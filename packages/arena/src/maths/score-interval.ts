import { type Bounds, wilsonInterval } from './intervals.ts';

/** Scored battles of one model in one slice, by outcome. */
export type OutcomeTally = {
	readonly wins: number;
	readonly ties: number;
	readonly losses: number;
};

/** A tie varies less than a coin. Fewer battles than 1/0.8 of the scored ones are never assumed. */
const LEAST_RATIO = 0.8;
/** Added to each of the three counts before their variance is taken. */
const SMOOTHING = 0.5;

/**
 * The 95 % interval of a score (wins + ties / 2) / n over n scored battles: Wilson's at the effective size n / k, where k
 * is the variance of one battle's points over that of a coin with the same mean (from the counts + ½), at least 0.8.
 * Both ends in [0, 1]; undefined without a battle. Monotone: a better record never has a worse bound (checked for every
 * record up to 60 battles). Throws a RangeError for a count that is not a finite number from 0.
 *
 * Source: the score interval (Wilson 1927) with a design effect in place of n, as in Franco, Little, Louis and Slud 2019,
 * "Comparative study of confidence intervals for proportions in complex sample surveys".
 */
export function scoreInterval(tally: OutcomeTally): Bounds | undefined {
	const { wins, ties, losses } = tally;
	for (const [name, count] of Object.entries({ wins, ties, losses })) {
		if (!(Number.isFinite(count) && count >= 0))
			throw new RangeError(`${name} must be a number from 0, not ${count}`);
	}
	const n = wins + ties + losses;
	if (n === 0) return undefined;
	const size = n / varianceRatio(tally);
	const score = (wins + ties / 2) / n;
	if (wins === n) return wilsonInterval(size, size);
	return wilsonInterval(Math.min(size, score * size), size);
}

/** Variance of one battle's points over a coin's of the same mean, from smoothed counts: in [0.8, 1]. */
export function varianceRatio({ wins, ties, losses }: OutcomeTally): number {
	const n = wins + ties + losses + 3 * SMOOTHING;
	const win = (wins + SMOOTHING) / n;
	const tie = (ties + SMOOTHING) / n;
	const mean = win + tie / 2;
	return Math.max(LEAST_RATIO, (win + tie / 4 - mean * mean) / (mean * (1 - mean)));
}
