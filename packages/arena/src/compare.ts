import { holm } from './holm.ts';
import { mcnemarExact } from './mcnemar.ts';
import { type OutcomeMatrix, outcomesOfModel, UNSCORED } from './outcome-matrix.ts';
import {
	adjustedDifference,
	meanDifference,
	type PairedDifference,
	tallyDifference,
} from './paired-differences.ts';
import { percentileInterval } from './bootstrap.ts';
import { createRandom, mixSeed } from './random.ts';

/** A 95 % interval of a difference in score, within [−1, 1]. */
export type DifferenceInterval = {
	readonly low: number;
	readonly high: number;
	/** `agresti-min` where a bootstrap would be too narrow: below 30 shared questions, or all differences equal. */
	readonly method: 'bootstrap' | 'agresti-min';
};

export type ComparisonReason =
	| 'interval-excludes-zero'
	| 'interval-includes-zero'
	| 'p-value-below-level'
	| 'p-value-above-level'
	| 'no-discordant-questions'
	| 'fewer-than-30-shared-questions';

/** Which of the two is better, at 95 %: both the interval and the adjusted test must say so. */
export type ComparisonAnswer = {
	readonly kind: 'a-better' | 'b-better' | 'cannot-tell' | 'not-enough-questions';
	readonly reasons: readonly ComparisonReason[];
};

export type Comparison = {
	readonly a: string;
	readonly b: string;
	/** Questions that both have scored; all numbers are over these. */
	readonly shared: number;
	/** Shared questions on which a's outcome is the better one (win over tie over loss), and on which b's is. */
	readonly aBetter: number;
	readonly bBetter: number;
	/** Score of each over the shared questions, in [0, 1]; absent without one. Their difference is `difference.value`. */
	readonly scores?: { readonly a: number; readonly b: number };
	/** Score of a minus score of b, and the test; absent without a shared question. */
	readonly difference?: { readonly value: number; readonly interval: DifferenceInterval };
	/** Exact McNemar on aBetter and bBetter, and the same adjusted by Holm over all pairs compared together. */
	readonly pValue?: number;
	readonly adjustedPValue?: number;
	readonly answer: ComparisonAnswer;
};

/** Below this many shared questions no model is called better: the board fades its rows at the same n. */
const MIN_SHARED = 30;
const LEVEL = 0.05;
const NOTHING_SHARED = { shared: 0, sum: 0, sumOfSquares: 0, firstBetter: 0, secondBetter: 0 };
const NORMAL_POINT = 1.959963984540054;

/**
 * Compares models pair by pair over the questions that both have scored, one answer per pair in the order given.
 * Difference: mean of paired score differences, 95 % percentile bootstrap over questions (1000 resamples unless told),
 * seeded by the pair so that no other pair moves it; p-values adjusted over the given pairs (Holm).
 * Swapping a pair mirrors its numbers exactly. Throws a RangeError for a model that the matrix does not have.
 */
export function compareModels(input: {
	readonly seed: string;
	readonly outcomes: OutcomeMatrix;
	readonly pairs: readonly { readonly a: string; readonly b: string }[];
	readonly resamples?: number;
}): readonly Comparison[] {
	const { seed, outcomes, pairs, resamples = 1000 } = input;
	const tallies = pairs.map(({ a, b }) =>
		tallyDifference(cellsOf(outcomes, a), cellsOf(outcomes, b)),
	);
	const pValues = tallies.map(({ firstBetter, secondBetter }) =>
		mcnemarExact(firstBetter, secondBetter),
	);
	const tested = [...tallies.keys()].filter((at) => (tallies[at]?.shared ?? 0) > 0);
	const adjusted = holm(tested.map((at) => pValues[at] ?? 1));
	const adjustedOf = new Map(tested.map((at, place) => [at, adjusted[place] ?? 1]));
	return pairs.map(({ a, b }, at) => {
		const tally = tallies[at] ?? NOTHING_SHARED;
		const counts = {
			a,
			b,
			shared: tally.shared,
			aBetter: tally.firstBetter,
			bBetter: tally.secondBetter,
		};
		const value = meanDifference(tally);
		const adjustedPValue = adjustedOf.get(at);
		if (value === undefined || adjustedPValue === undefined) {
			const reasons = ['fewer-than-30-shared-questions'] as const;
			return { ...counts, answer: { kind: 'not-enough-questions', reasons } };
		}
		const interval = boundDifference({ seed, outcomes, a, b, resamples, tally });
		const answer = answerFrom(tally, interval, adjustedPValue);
		const pValue = pValues[at] ?? 1;
		const scores = sharedScores(cellsOf(outcomes, a), cellsOf(outcomes, b));
		return { ...counts, scores, difference: { value, interval }, pValue, adjustedPValue, answer };
	});
}

function answerFrom(
	tally: PairedDifference,
	{ low, high }: DifferenceInterval,
	adjustedPValue: number,
): ComparisonAnswer {
	if (tally.shared < MIN_SHARED) {
		return { kind: 'not-enough-questions', reasons: ['fewer-than-30-shared-questions'] };
	}
	if (tally.firstBetter + tally.secondBetter === 0) {
		return { kind: 'cannot-tell', reasons: ['no-discordant-questions'] };
	}
	const excludesZero = low > 0 || high < 0;
	const isBelowLevel = adjustedPValue <= LEVEL;
	const reasons: readonly ComparisonReason[] = [
		excludesZero ? 'interval-excludes-zero' : 'interval-includes-zero',
		isBelowLevel ? 'p-value-below-level' : 'p-value-above-level',
	];
	if (!excludesZero || !isBelowLevel) return { kind: 'cannot-tell', reasons };
	// Interval and test look at different things (points; who did better): where they disagree on the side, neither wins.
	const isAhead = tally.firstBetter > tally.secondBetter;
	if (isAhead !== low > 0) return { kind: 'cannot-tell', reasons };
	return { kind: isAhead ? 'a-better' : 'b-better', reasons };
}

type BoundInput = {
	readonly seed: string;
	readonly outcomes: OutcomeMatrix;
	readonly a: string;
	readonly b: string;
	readonly resamples: number;
	readonly tally: PairedDifference;
};

function boundDifference({
	seed,
	outcomes,
	a,
	b,
	resamples,
	tally,
}: BoundInput): DifferenceInterval {
	// Drawn in one direction whichever way the pair is asked, so that a against b mirrors b against a.
	const isForward = a <= b;
	const [first, second] = isForward ? [a, b] : [b, a];
	// Sorted, the same draws give the same means in whatever order the questions come.
	const differences = pairedDifferences(
		cellsOf(outcomes, first),
		cellsOf(outcomes, second),
	).toSorted();
	const isConstant = tally.shared * tally.sumOfSquares === tally.sum * tally.sum;
	const forward = isForward ? tally : { ...tally, sum: -tally.sum };
	const interval =
		tally.shared < MIN_SHARED || isConstant
			? agrestiMin(forward)
			: bootstrap(mixSeed(seed, 'compare', first, second), differences, resamples);
	return isForward ? interval : { ...interval, low: -interval.high, high: -interval.low };
}

function bootstrap(seed: string, differences: Int8Array, resamples: number): DifferenceInterval {
	const means = Float64Array.from({ length: resamples }, (_, resample) => {
		const { nextInt } = createRandom(mixSeed(seed, resample));
		let sum = 0;
		for (let draw = 0; draw < differences.length; draw++) {
			sum += differences[nextInt(differences.length)] ?? 0;
		}
		return sum / (2 * differences.length);
	});
	return { ...percentileInterval(means), method: 'bootstrap' };
}

function agrestiMin(tally: PairedDifference): DifferenceInterval {
	const { value, standardError } = adjustedDifference(tally);
	const reach = NORMAL_POINT * standardError;
	return {
		low: Math.max(-1, value - reach),
		high: Math.min(1, value + reach),
		method: 'agresti-min',
	};
}

function sharedScores(
	first: Int8Array,
	second: Int8Array,
): { readonly a: number; readonly b: number } {
	const both = sharedQuestions(first, second);
	const score = (cells: Int8Array) =>
		both.reduce((points, at) => points + (cells[at] ?? 0), 0) / (2 * both.length);
	return { a: score(first), b: score(second) };
}

function sharedQuestions(first: Int8Array, second: Int8Array): readonly number[] {
	return [...first.keys()].filter((at) => first[at] !== UNSCORED && second[at] !== UNSCORED);
}

function pairedDifferences(first: Int8Array, second: Int8Array): Int8Array {
	return Int8Array.from(
		sharedQuestions(first, second),
		(at) => (first[at] ?? 0) - (second[at] ?? 0),
	);
}

function cellsOf(outcomes: OutcomeMatrix, id: string): Int8Array {
	const row = outcomes.modelIds.indexOf(id);
	if (row < 0) throw new RangeError(`the matrix has no model ${id}`);
	return outcomesOfModel(outcomes, row);
}
