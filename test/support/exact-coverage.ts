import { wilsonInterval } from '../../packages/arena/src/maths/intervals.ts';
import { scoreInterval } from '../../packages/arena/src/maths/score-interval.ts';

/** Shares of the outcomes of one model's battles, adding up to 1. */
export type Shares = { readonly win: number; readonly tie: number; readonly loss: number };

/** Probabilities that the 95 % intervals hold the true number. */
export type Coverage = {
	readonly score: number;
	readonly winRate: number;
	readonly tieRate: number;
};

/**
 * The population with this score whose tie share is `tieRatio` of the largest that the score allows, 2 · min(s, 1 − s).
 * Real judges with two games a battle give ratios of 0.1 to 0.7.
 */
export function sharesOf(score: number, tieRatio: number): Shares {
	const tie = tieRatio * 2 * Math.min(score, 1 - score);
	return { win: score - tie / 2, tie, loss: 1 - score - tie / 2 };
}

/** The ratio of `sharesOf` of scored outcome codes (0 loss, 1 tie, 2 win; others are left out). */
export function tieRatioOf(outcomes: Int8Array): number {
	const scored = outcomes.filter((cell) => cell >= 0);
	const score = scored.reduce((sum, cell) => sum + cell, 0) / (2 * scored.length);
	const ties = scored.filter((cell) => cell === 1).length / scored.length;
	return ties / (2 * Math.min(score, 1 - score));
}

/** Exact coverage: the probability of every record of n battles, added up over those whose interval holds the truth. */
export function coverExactly(shares: Shares, n: number): Coverage {
	const truth = { score: shares.win + shares.tie / 2, winRate: shares.win, tieRate: shares.tie };
	const held = { score: 0, winRate: 0, tieRate: 0 };
	const factorials = logFactorials(n);
	const logOf = (count: number, share: number) =>
		count === 0 ? 0 : share === 0 ? -Infinity : count * Math.log(share);
	const rates = Array.from({ length: n + 1 }, (_, count) => wilsonInterval(count, n));
	for (let wins = 0; wins <= n; wins++) {
		for (let ties = 0; ties <= n - wins; ties++) {
			const losses = n - wins - ties;
			const log =
				at(factorials, n) -
				at(factorials, wins) -
				at(factorials, ties) -
				at(factorials, losses) +
				logOf(wins, shares.win) +
				logOf(ties, shares.tie) +
				logOf(losses, shares.loss);
			if (log < -60) continue;
			const probability = Math.exp(log);
			if (holds(scoreInterval({ wins, ties, losses }), truth.score)) held.score += probability;
			if (holds(rates[wins], truth.winRate)) held.winRate += probability;
			if (holds(rates[ties], truth.tieRate)) held.tieRate += probability;
		}
	}
	return held;
}

function holds(
	interval: { readonly low: number; readonly high: number } | undefined,
	truth: number,
) {
	return interval !== undefined && interval.low <= truth + 1e-12 && truth <= interval.high + 1e-12;
}

function logFactorials(n: number): Float64Array {
	const logs = new Float64Array(n + 1);
	for (let k = 1; k <= n; k++) logs[k] = at(logs, k - 1) + Math.log(k);
	return logs;
}

function at(values: Float64Array, index: number): number {
	return values[index] ?? NaN;
}
