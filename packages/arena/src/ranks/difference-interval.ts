import { percentileInterval } from '../maths/bootstrap.ts';
import { createRandom, mixSeed } from '../maths/random.ts';
import { UNSCORED } from '../outcomes/outcome-matrix.ts';
import { adjustedDifference, tallyDifference } from './paired-differences.ts';

/** A 95 % interval of a difference in score, within [−1, 1]. */
export type DifferenceInterval = {
	readonly low: number;
	readonly high: number;
	/** `agresti-min` where a bootstrap would be too narrow: below 30 shared questions, or all differences equal. */
	readonly method: 'bootstrap' | 'agresti-min';
};

/** Below this many shared questions a bootstrap is too narrow. */
const MIN_BOOTSTRAP_QUESTIONS = 30;
const NORMAL_POINT = 1.959963984540054;

/**
 * The interval of one pair's mean difference in score, of this pair alone. Drawn in one direction whichever way the pair is
 * asked, so that a against b mirrors b against a. The two must share a scored question.
 */
export function boundDifference(input: {
	readonly seed: string;
	readonly ids: readonly [string, string];
	readonly cells: readonly [Int8Array, Int8Array];
	readonly resamples: number | undefined;
}): DifferenceInterval {
	const {
		seed,
		ids: [a, b],
		cells,
		resamples = 1000,
	} = input;
	const isForward = a <= b;
	const [first, second] = isForward ? cells : [cells[1], cells[0]];
	const tally = tallyDifference(first, second);
	const isConstant = tally.shared * tally.sumOfSquares === tally.sum * tally.sum;
	const interval =
		tally.shared < MIN_BOOTSTRAP_QUESTIONS || isConstant
			? agrestiMin(tally)
			: // Sorted, the same draws give the same means in whatever order the questions come.
				bootstrap(
					mixSeed(seed, 'compare', isForward ? a : b, isForward ? b : a),
					pairedDifferences(first, second).toSorted(),
					resamples,
				);
	return isForward ? interval : { ...interval, low: -interval.high, high: -interval.low };
}

/** Mean score of each over the questions that both have scored. */
export function sharedScores(
	first: Int8Array,
	second: Int8Array,
): { readonly a: number; readonly b: number } {
	const both = sharedQuestions(first, second);
	const score = (cells: Int8Array) =>
		both.reduce((points, at) => points + (cells[at] ?? 0), 0) / (2 * both.length);
	return { a: score(first), b: score(second) };
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

function agrestiMin(tally: ReturnType<typeof tallyDifference>): DifferenceInterval {
	const { value, standardError } = adjustedDifference(tally);
	const reach = NORMAL_POINT * standardError;
	return {
		low: Math.max(-1, value - reach),
		high: Math.min(1, value + reach),
		method: 'agresti-min',
	};
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
