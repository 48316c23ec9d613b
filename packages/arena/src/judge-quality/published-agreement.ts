import {
	correlateRanks,
	LEAST_CORRELATED,
	type RankCorrelation,
} from '../maths/kendall-interval.ts';
import { spearman } from '../maths/rank-correlation.ts';

export type PublishedAgreement = {
	/** Models that both have a number for. */
	readonly models: number;
	/** Absent for fewer than `LEAST_CORRELATED` models, and where all numbers of a side are equal. */
	readonly kendall?: RankCorrelation;
	/** Absent exactly where Kendall's tau-b is. */
	readonly spearman?: number;
	/** Mean of (ours − theirs), where both measure the same quantity; absent without a model. */
	readonly meanDifference?: number;
};

/** A model that both have: what others published of it, and our number. */
export type PublishedPair = { readonly theirs: number; readonly ours: number };

/**
 * How far published numbers order models as ours do, by ranks, so that the two may be on any scales. Pairs in any order give
 * the same. `isSameQuantity`: a difference of the two means something.
 */
export function agreeWithPublished(
	pairs: readonly PublishedPair[],
	{ isSameQuantity }: { readonly isSameQuantity: boolean },
): PublishedAgreement {
	const values = pairs.map(({ theirs, ours }) => [theirs, ours] as const);
	const kendall = correlateRanks(values);
	const rho = pairs.length < LEAST_CORRELATED ? undefined : spearman(values);
	const meanDifference = isSameQuantity ? meanOf(pairs) : undefined;
	return {
		models: pairs.length,
		...(kendall && { kendall }),
		...(rho !== undefined && { spearman: rho }),
		...(meanDifference !== undefined && { meanDifference }),
	};
}

/** Summed from the least, so that the order of the pairs changes no digit. */
function meanOf(pairs: readonly PublishedPair[]): number | undefined {
	if (pairs.length === 0) return undefined;
	const differences = pairs.map(({ theirs, ours }) => ours - theirs).sort((a, b) => a - b);
	return differences.reduce((sum, one) => sum + one, 0) / pairs.length;
}
