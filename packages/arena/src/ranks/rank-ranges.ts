import type { OutcomeMatrix } from '../outcomes/outcome-matrix.ts';
import { outcomesOfModel } from '../outcomes/outcome-matrix.ts';
import { coveredRows } from './paired-differences.ts';
import { type PairedTests, testPairs } from './paired-tests.ts';

/** 1-based ranks, best ≤ worst, between which a model's true rank lies. */
export type RankRange = { readonly best: number; readonly worst: number };

export type RankRangesInput = {
	/** Names the benchmark version and the slice. */
	readonly seed: string;
	/** Entrants only: the caller leaves the baseline out. */
	readonly outcomes: OutcomeMatrix;
	/** 1000 by default. */
	readonly resamples?: number;
	/** A model whose scored share is lower takes no part; 0.95 by default. */
	readonly minCoverage?: number;
};

/** The paired tests of a slice, by rows of its matrix. */
export type RankedModels = {
	/** One per row of the matrix; undefined for a model below the coverage. */
	readonly ranges: readonly (RankRange | undefined)[];
	/** Whether the first row's model is significantly better than the second's; false where either takes no part. */
	readonly isBetter: (first: number, second: number) => boolean;
	/** The rows that take part, and their tests, in that order. */
	readonly rows: readonly number[];
	readonly tests: PairedTests;
};

/**
 * Rank ranges that hold for all models at once with 95 % confidence, from `testPairs` over all pairs of the models with
 * enough coverage. best = 1 + models significantly better; worst = models − models significantly worse.
 * Throws a RangeError for resamples below 1.
 *
 * Source: Mogstad, Romano, Shaikh and Wilhelm 2024, "Inference for Ranks with Applications to Mobility across
 * Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91, section 3.
 */
export function rankModels(input: RankRangesInput): RankedModels {
	return rankRows({ ...input, rows: coveredRows(input.outcomes, input.minCoverage ?? 0.95) });
}

/** The same for the named rows of the matrix, ascending. */
export function rankRows(
	input: Omit<RankRangesInput, 'minCoverage'> & { readonly rows: readonly number[] },
): RankedModels {
	const { seed, outcomes, resamples, rows } = input;
	const models = rows.map((row) => outcomesOfModel(outcomes, row));
	const tests = testPairs({ seed, models, ...(resamples !== undefined && { resamples }) });
	const placeOf = new Int32Array(outcomes.modelIds.length).fill(-1);
	rows.forEach((row, place) => (placeOf[row] = place));
	const ranges = countRanks(rows.length, tests.isBetter);
	return {
		ranges: outcomes.modelIds.map((_, row) => ranges[placeOf[row] ?? -1]),
		isBetter: (first, second) => {
			const own = placeOf[first] ?? -1;
			const other = placeOf[second] ?? -1;
			return own >= 0 && other >= 0 && tests.isBetter(own, other);
		},
		rows,
		tests,
	};
}

function countRanks(count: number, isBetter: PairedTests['isBetter']): readonly RankRange[] {
	return Array.from({ length: count }, (_, own) => {
		let better = 0;
		let worse = 0;
		for (let other = 0; other < count; other++) {
			if (isBetter(other, own)) better++;
			else if (isBetter(own, other)) worse++;
		}
		return { best: 1 + better, worst: count - worse };
	});
}
