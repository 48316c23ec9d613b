import { countPairs, type BattleTable, type PairCounts } from './battle-table.ts';
import { findUnplaced } from './connected-models.ts';
import { fitStrengths, type GainedPoints, type Strengths } from './fit-strengths.ts';
import { clusteredVariances } from './sandwich.ts';

/** Rating points per unit of natural log odds: 400 points are odds of 10 to 1. */
export const RATING_SCALE = 400 / Math.LN10;
const ANCHOR_RATING = 1000;

/** Why there is no rating. */
export type RatingRefusal =
	| { readonly kind: 'refused'; readonly reason: 'no-battles' }
	| { readonly kind: 'refused'; readonly reason: 'anchor-missing' }
	| {
			readonly kind: 'refused';
			readonly reason: 'not-strongly-connected';
			/** Models that cannot be placed relative to the anchor, in the table's order. Without them the rest can be. */
			readonly unplaced: readonly string[];
	  };

export type Rating = {
	readonly id: string;
	/** Rating points, the anchor at 1000. */
	readonly rating: number;
	/** 95 %, sandwich clustered by question; absent for the anchor (fixed by definition) and for a single question. */
	readonly interval?: { readonly low: number; readonly high: number };
};

const NORMAL_POINT = 1.959963984540054;

/**
 * Bradley–Terry ratings with the anchor (the baseline) at 1000, in the table's order of models: exact maximum likelihood,
 * ties half a win for each side, 95 % sandwich intervals clustered by question. Refuses, instead of returning large
 * numbers, when the win-or-tie graph is not strongly connected: then no finite optimum exists.
 * The intervals are normal ones for a rating relative to the anchor's; with few questions (below about 30) they are too
 * narrow.
 *
 * Source: Bradley and Terry 1952; Ford 1957 for existence; White 1982 and Liang and Zeger 1986 for the variance.
 */
export function rateModels(
	table: BattleTable,
	anchorId: string,
): { readonly kind: 'rated'; readonly ratings: readonly Rating[] } | RatingRefusal {
	const fit = fitBradleyTerry(countPairs(table), anchorId);
	if (fit.kind === 'refused') return fit;
	const variances = clusteredVariances(table, fit);
	const ratings = table.modelIds.map((id, model) => {
		const rating = toRating(fit.strengths[model] ?? 0);
		const variance = variances?.[model];
		if (variance === undefined || model === fit.anchor) return { id, rating };
		const reach = NORMAL_POINT * RATING_SCALE * Math.sqrt(variance);
		return { id, rating, interval: { low: rating - reach, high: rating + reach } };
	});
	return { kind: 'rated', ratings };
}

/** The fit alone, from counts. */
export function fitBradleyTerry(counts: PairCounts, anchorId: string): Strengths | RatingRefusal {
	const { modelIds } = counts;
	const size = modelIds.length;
	const anchor = modelIds.indexOf(anchorId);
	if (anchor < 0) return { kind: 'refused', reason: 'anchor-missing' };
	const points = gainPoints(counts);
	if (!points.gained.some((value) => value > 0)) return { kind: 'refused', reason: 'no-battles' };
	const unplaced = findUnplaced(points.gained, size, anchor).map((at) => modelIds[at] ?? '');
	if (unplaced.length > 0) return { kind: 'refused', reason: 'not-strongly-connected', unplaced };
	const strengths = fitStrengths(points, anchor);
	if (!strengths) throw new Error('a strongly connected table has an optimum that was not found');
	return { kind: 'fitted', anchor, strengths, points };
}

export function gainPoints({ modelIds, wins, ties }: PairCounts): GainedPoints {
	const size = modelIds.length;
	return { gained: wins.map((won, at) => won + (ties[at] ?? 0) / 2), size };
}

export function toRating(strength: number): number {
	return ANCHOR_RATING + RATING_SCALE * strength;
}
