import { type OutcomeMatrix, outcomesOfModel } from '../outcomes/outcome-matrix.ts';
import { tallyDifference } from '../ranks/paired-differences.ts';

/** How one model did beside another, over the questions that both have scored. */
export type WinFraction = {
	readonly shared: number;
	/** Share of those on which the first's outcome is the better one (win over tie over loss), equal ones half; absent without any. */
	readonly fraction?: number;
};

/**
 * Every model beside every other: entry [i][j] is the win fraction of `ids[i]` over `ids[j]`, and that of [j][i] is what is
 * missing to 1. A model beside itself shares all that it has scored and has no fraction.
 * Throws a RangeError for a model that the matrix does not have.
 */
export function winFractions(
	outcomes: OutcomeMatrix,
	ids: readonly string[],
): readonly (readonly WinFraction[])[] {
	const rows = ids.map((id) => outcomesOfModel(outcomes, outcomes.modelIds.indexOf(id)));
	return rows.map((first, i) =>
		rows.map((second, j) => {
			const { shared, firstBetter, secondBetter } = tallyDifference(first, second);
			if (shared === 0 || i === j) return { shared };
			return { shared, fraction: (shared + firstBetter - secondBetter) / (2 * shared) };
		}),
	);
}
