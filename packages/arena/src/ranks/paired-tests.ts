import { type OutcomeBits, packOutcomes, tallyBits } from './outcome-bits.ts';
import { adjustedDifference, plainStandardError } from './paired-differences.ts';
import { type ResampledDeviations, resampleDeviations } from './resampled-deviations.ts';
import { normalPoint } from './student-point.ts';

export type PairedTestsInput = {
	/** Names the benchmark version and the slice. */
	readonly seed: string;
	/** One row of outcome codes per model, all of the same length. */
	readonly models: readonly Int8Array[];
	/** The pairs that are tested together, rows of `models`; all by default. */
	readonly family?: readonly (readonly [number, number])[];
	/** From 1; 1000 by default. */
	readonly resamples?: number;
};

export type PairedTests = {
	/** Whether the first row's score is significantly the higher one. False for a pair outside the family. */
	readonly isBetter: (first: number, second: number) => boolean;
	/** Pairs of the family, and how many of them are told apart. */
	readonly pairs: number;
	readonly apart: number;
	/**
	 * Critical value of each step in units of the standard normal, none where no pair comes near; of a last step that told no
	 * further pair apart a lower bound.
	 */
	readonly criticalValues: readonly number[];
	/** Models × models: how far a pair is from no difference, in the same units; 0 for a pair that cannot be told apart. */
	readonly points: Float64Array;
	readonly deviations: ResampledDeviations;
	/** The critical value that all pairs together need, determined exactly when it is asked for. */
	readonly criticalValue: () => number;
	/** The plain standard error of each pair's mean difference, in the order of the family. */
	readonly errors: Float64Array;
	/** Models × models, symmetric: what turns a deviation of a pair's mean difference into these units. */
	readonly scales: Float64Array;
};

const LEVEL = 0.95;
/** Fewest questions with different outcomes on which two models are ever told apart: 2·2⁻⁶ < 0.05 ≤ 2·2⁻⁵. */
export const MIN_DISCORDANT = 6;
/** The normal two-sided 95 % point: what one pair alone needs, so no set of pairs needs less. */
const SINGLE_PAIR_CRITICAL = 1.959963984540054;

/**
 * The one notion of "better": simultaneous paired tests in score, with at most 5 % chance of any false difference among all
 * pairs of the family. One resample of question ids serves all models; each pair is compared over the questions that both
 * have scored. Step 1 tells the pairs apart whose studentised difference exceeds the 95 % quantile of the largest
 * studentised deviation over all pairs; every further step takes that quantile over the pairs that are left, until no pair
 * is added. So it tells apart whatever a single step does.
 * Throws a RangeError for resamples below 1.
 *
 * Source: Romano and Wolf 2005, "Exact and approximate stepdown methods for multiple hypothesis testing", Journal of the
 * American Statistical Association 100, algorithm 1 with the max-t statistic. Slices of 8 to 30 questions need more care
 * than the paper's samples (without it 60 equal models on 30 questions are told apart on about half of the boards): the
 * difference and its error are those of `adjustedDifference`, a statistic is carried over from Student's t with the pair's
 * shared questions − 1 degrees of freedom, the critical value is at least 1.96, and no pair is told apart on fewer than six
 * discordant questions.
 */
export function testPairs(input: PairedTestsInput): PairedTests {
	const { seed, models, resamples = 1000 } = input;
	if (!Number.isInteger(resamples) || resamples < 1) {
		throw new RangeError(`resamples must be a whole number from 1, not ${resamples}`);
	}
	const size = models.length;
	const bits = packOutcomes(models);
	const { points, scales, errors } = studentisePairs(bits, input.family);
	const deviations = resampleDeviations({ seed, bits, resamples });
	const left = scales.slice();
	const isApart = new Uint8Array(size * size);
	const criticalOf = deviations.openQuantiles(LEVEL, SINGLE_PAIR_CRITICAL);
	const criticalValues: number[] = [];
	let apart = 0;
	let largestLeft = 0;
	for (const point of points) if (point > largestLeft) largestLeft = point;
	while (largestLeft > SINGLE_PAIR_CRITICAL) {
		const critical = criticalOf(left, largestLeft);
		criticalValues.push(critical);
		const found = takeApart({ points, left, isApart, size }, critical);
		if (found.taken === 0) break;
		apart += found.taken;
		largestLeft = found.largestLeft;
	}
	const isBetter = (first: number, second: number) =>
		isApart[first * size + second] === 1 && (points[first * size + second] ?? 0) > 0;
	// A step that told pairs apart has determined its value.
	const [first] = apart > 0 ? criticalValues : [];
	const criticalValue = () => first ?? criticalOf(scales, Infinity);
	return {
		isBetter,
		pairs: errors.length,
		apart,
		criticalValues,
		criticalValue,
		points,
		deviations,
		errors,
		scales,
	};
}

/** Marks the pairs beyond the critical value and takes them from those that are left. */
function takeApart(
	state: {
		readonly points: Float64Array;
		readonly left: Float64Array;
		readonly isApart: Uint8Array;
		readonly size: number;
	},
	critical: number,
) {
	const { points, left, isApart, size } = state;
	let taken = 0;
	let largestLeft = 0;
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < i; j++) {
			const at = i * size + j;
			const mirrored = j * size + i;
			if (isApart[at] === 1) continue;
			const point = Math.abs(points[at] ?? 0);
			if (point > critical) {
				isApart[at] = 1;
				isApart[mirrored] = 1;
				left[at] = 0;
				left[mirrored] = 0;
				taken++;
			} else if (point > largestLeft) largestLeft = point;
		}
	}
	return { taken, largestLeft };
}

/** Points are antisymmetric (row − column), scales symmetric; both 0 outside the family. */
function studentisePairs(bits: OutcomeBits, family: PairedTestsInput['family']) {
	const size = bits.models.length;
	const points = new Float64Array(size * size);
	const scales = new Float64Array(size * size);
	const errors = new Float64Array(family ? family.length : (size * (size - 1)) / 2);
	const describe = (at: number, i: number, j: number) => {
		const pair = tallyBits(bits, i, j);
		const { value, standardError } = adjustedDifference(pair);
		const isTestable = pair.discordant >= MIN_DISCORDANT;
		const error = plainStandardError(pair);
		errors[at] = error;
		const plain = isTestable ? error : 0;
		const scale = plain > 0 ? 1 / plain : pair.shared / (pair.shared + 2) / standardError;
		const distance = isTestable ? normalPoint(Math.abs(value) / standardError, pair.shared - 1) : 0;
		const point = Math.sign(value) * distance;
		points[i * size + j] = point;
		points[j * size + i] = -point;
		scales[i * size + j] = scale;
		scales[j * size + i] = scale;
	};
	if (family) family.forEach(([i, j], at) => describe(at, ...knownPair(bits, i, j)));
	else for (let i = 0, at = 0; i < size; i++) for (let j = 0; j < i; j++) describe(at++, i, j);
	return { points, scales, errors };
}

function knownPair({ models }: OutcomeBits, i: number, j: number): readonly [number, number] {
	if (!models[i] || !models[j]) throw new RangeError(`there is no pair of models ${i} and ${j}`);
	return [i, j];
}
