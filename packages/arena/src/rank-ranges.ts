import type { OutcomeMatrix } from './outcome-matrix.ts';
import { outcomesOfModel } from './outcome-matrix.ts';
import {
	adjustedDifference,
	coveredRows,
	plainStandardError,
	tallyDifference,
} from './paired-differences.ts';
import { resampleCriticalDeviation } from './resampled-deviations.ts';

/** 1-based ranks, best ≤ worst, between which a model's true rank lies. */
export type RankRange = { readonly best: number; readonly worst: number };

export type RankRangesInput = {
	/** Names the benchmark version and the slice. */
	readonly seed: string;
	/** Entrants only: the caller leaves the baseline out. */
	readonly outcomes: OutcomeMatrix;
	/** 1000 unless told. */
	readonly resamples?: number;
	/** A model whose scored share is lower has no range; 0.95 unless told. */
	readonly minCoverage?: number;
};

const LEVEL = 0.95;
/** Fewest questions with different outcomes on which two models are ever told apart: 2·2⁻⁶ < 0.05 ≤ 2·2⁻⁵. */
const MIN_DISCORDANT = 6;
/** The normal two-sided 95 % point: what one pair alone needs, so no set of pairs needs less. */
const SINGLE_PAIR_CRITICAL = 1.959963984540054;

/**
 * Rank ranges that hold for all models at once with 95 % confidence, one entry per row of the matrix, `undefined` for a
 * model below the coverage. From the simultaneous paired differences in score: one resample of question ids serves all
 * models, each pair is compared over the questions that both have scored, and a pair is significant when its studentised
 * difference exceeds the 95 % quantile of the largest studentised deviation over all pairs.
 * best = 1 + models significantly better; worst = models − models significantly worse.
 * Throws a RangeError for resamples below 1.
 *
 * Source: Mogstad, Romano, Shaikh and Wilhelm 2024, "Inference for Ranks with Applications to Mobility across
 * Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91, section 3. Slices of 8 to 30
 * questions need more care than the paper's samples (without it 60 equal models on 30 questions are told apart on
 * about half of the boards): the difference and its error are those of `adjustedDifference`, the quantile is carried over to
 * Student's t with the pair's shared questions − 1 degrees of freedom, it is at least 1.96, and no pair is told apart
 * on fewer than six discordant questions.
 */
export function rankRanges(input: RankRangesInput): readonly (RankRange | undefined)[] {
	const { seed, outcomes, resamples = 1000, minCoverage = 0.95 } = input;
	if (!Number.isInteger(resamples) || resamples < 1) {
		throw new RangeError(`resamples must be a whole number from 1, not ${resamples}`);
	}
	const rows = coveredRows(outcomes, minCoverage);
	const models = rows.map((row) => outcomesOfModel(outcomes, row));
	const pairs = studentisePairs(models);
	const critical = Math.max(
		SINGLE_PAIR_CRITICAL,
		resampleCriticalDeviation({ seed, models, scales: pairs.scales, resamples, level: LEVEL }),
	);
	const ranges = countRanks(models.length, pairs, critical);
	const rangeOfRow = new Map(rows.map((row, at) => [row, ranges[at]]));
	return outcomes.modelIds.map((_, row) => rangeOfRow.get(row));
}

type Pairs = {
	readonly statistics: Float64Array;
	readonly scales: Float64Array;
	readonly shared: Int32Array;
};

/**
 * Studentised difference of every pair (row − column, antisymmetric) and the scale that turns a deviation of the pair's
 * mean difference into the same units (symmetric); both models × models. Pairs that cannot be told apart have 0.
 */
function studentisePairs(models: readonly Int8Array[]): Pairs {
	const statistics = new Float64Array(models.length ** 2);
	const scales = new Float64Array(models.length ** 2);
	const shared = new Int32Array(models.length ** 2);
	models.forEach((first, i) => {
		models.slice(0, i).forEach((second, j) => {
			const pair = tallyDifference(first, second);
			const { value, standardError } = adjustedDifference(pair);
			const isTestable = pair.firstBetter + pair.secondBetter >= MIN_DISCORDANT;
			const plain = isTestable ? plainStandardError(pair) : 0;
			const scale = plain > 0 ? 1 / plain : pair.shared / (pair.shared + 2) / standardError;
			const statistic = isTestable ? value / standardError : 0;
			statistics[i * models.length + j] = statistic;
			statistics[j * models.length + i] = -statistic;
			scales[i * models.length + j] = scale;
			scales[j * models.length + i] = scale;
			shared[i * models.length + j] = pair.shared;
			shared[j * models.length + i] = pair.shared;
		});
	});
	return { statistics, scales, shared };
}

function countRanks(count: number, { statistics, shared }: Pairs, critical: number): RankRange[] {
	return Array.from({ length: count }, (_, i) => {
		let better = 0;
		let worse = 0;
		for (let pair = i * count; pair < (i + 1) * count; pair++) {
			const needed = studentPoint(critical, (shared[pair] ?? 0) - 1);
			if ((statistics[pair] ?? 0) < -needed) better++;
			else if ((statistics[pair] ?? 0) > needed) worse++;
		}
		return { best: 1 + better, worst: count - worse };
	});
}

/**
 * The point of Student's t that has the tail of the normal point z ≥ 0, infinite without a degree of freedom.
 * Wallace 1959, "Bounds on normal approximations to Student's and the chi-square distributions", solved for t.
 */
function studentPoint(z: number, degrees: number): number {
	if (degrees < 1) return Infinity;
	const scaled = (z * (8 * degrees + 3)) / (8 * degrees + 1);
	return Math.sqrt(degrees * Math.expm1((scaled * scaled) / degrees));
}
