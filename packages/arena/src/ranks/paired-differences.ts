import { type OutcomeMatrix, outcomesOfModel, UNSCORED } from '../outcomes/outcome-matrix.ts';

/** The paired difference of two models over the questions that both have scored, in points: loss 0, tie 1, win 2. */
export type PairedDifference = {
	/** Questions that both have scored. */
	readonly shared: number;
	/** Sum of the first's points minus the second's. */
	readonly sum: number;
	readonly sumOfSquares: number;
	/** Shared questions on which the first did better, and the second. */
	readonly firstBetter: number;
	readonly secondBetter: number;
};

type PairSums = Pick<PairedDifference, 'shared' | 'sum' | 'sumOfSquares'>;

/** Tallies the paired difference of two rows of a matrix. Integer arithmetic: exact. */
export function tallyDifference(first: Int8Array, second: Int8Array): PairedDifference {
	let shared = 0;
	let sum = 0;
	let sumOfSquares = 0;
	let ones = 0;
	let signs = 0;
	for (let at = 0; at < first.length; at++) {
		const a = first[at] ?? UNSCORED;
		const b = second[at] ?? UNSCORED;
		if (a === UNSCORED || b === UNSCORED) continue;
		// Outcomes are as good as random to the branch predictor, so the rest is arithmetic only.
		const difference = a - b;
		shared++;
		sum += difference;
		sumOfSquares += difference * difference;
		ones += difference & 1;
		signs += (difference >> 31) | (-difference >>> 31);
	}
	// A difference is 0, ±1 or ±2, so the squares are `ones` ones and otherwise fours.
	const discordant = ones + (sumOfSquares - ones) / 4;
	const firstBetter = (discordant + signs) / 2;
	return { shared, sum, sumOfSquares, firstBetter, secondBetter: discordant - firstBetter };
}

/** Mean difference in score, −1 to 1; absent without a shared question. */
export function meanDifference({ shared, sum }: PairedDifference): number | undefined {
	return shared === 0 ? undefined : sum / (2 * shared);
}

/**
 * Adjusted mean difference in score and its standard error: as if two more questions had been asked, one that the first
 * won and the second lost, and one the other way round. So no pair, identical models and unanimous ones included, has a
 * standard error of 0. Agresti and Min 2005, "Simple improved confidence intervals for comparing matched proportions".
 */
export function adjustedDifference({ shared, sum, sumOfSquares }: PairSums): {
	readonly value: number;
	readonly standardError: number;
} {
	const n = shared + 2;
	const value = sum / (2 * n);
	const variance = (sumOfSquares / 4 + 2) / n - value * value;
	return { value, standardError: Math.sqrt(variance / n) };
}

/** Standard error of the mean difference in score from the sample variance; 0 of fewer than two questions. */
export function plainStandardError({ shared, sum, sumOfSquares }: PairSums): number {
	if (shared < 2) return 0;
	const squares = (sumOfSquares - (sum * sum) / shared) / 4;
	return Math.sqrt(Math.max(0, squares) / (shared - 1) / shared);
}

/** Rows whose scored share of all questions is at least `minCoverage`, in row order; none when there is no question. */
export function coveredRows(matrix: OutcomeMatrix, minCoverage: number): readonly number[] {
	const n = matrix.questionIds.length;
	return matrix.modelIds.flatMap((_, row) => {
		const scored = outcomesOfModel(matrix, row).reduce(
			(count, cell) => (cell === UNSCORED ? count : count + 1),
			0,
		);
		return n > 0 && scored / n >= minCoverage ? [row] : [];
	});
}
