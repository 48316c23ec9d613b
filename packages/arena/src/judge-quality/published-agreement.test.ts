import { expect, test } from 'vitest';
import { agreeWithPublished } from './published-agreement.ts';

/** Twelve models with ties on both sides; tau-b and rho are SciPy's 1.17.1 (`kendalltau`, `spearmanr`). */
const THEIRS = [79.2, 72, 72, 69.3, 64.1, 59.6, 57.5, 57.5, 50, 41.6, 37.9, 23.2];
const OURS = [0.81, 0.75, 0.7, 0.72, 0.66, 0.55, 0.6, 0.55, 0.49, 0.43, 0.3, 0.31];
const PAIRS = THEIRS.map((theirs, at) => ({ theirs: theirs / 100, ours: OURS[at] ?? 0 }));
const SAME = { isSameQuantity: true };

test('tau-b and rho of tied values are those of SciPy', () => {
	const found = agreeWithPublished(PAIRS, SAME);
	expect(found.models).toBe(12);
	expect(found.kendall?.value).toBeCloseTo(0.8837474839481103, 12);
	expect(found.spearman).toBeCloseTo(0.9648521051838397, 12);
	expect(found.meanDifference).toBeCloseTo(0.002583333333333359, 12);
	const { low = 0, high = 0 } = found.kendall?.interval ?? {};
	expect(low).toBeLessThan(0.8837);
	expect(high).toBeGreaterThan(0.8838);
});

test('any order of the models gives the same, and another scale gives the same correlations', () => {
	const found = agreeWithPublished(PAIRS, SAME);
	expect(agreeWithPublished(PAIRS.toReversed(), SAME)).toEqual(found);
	const scaled = PAIRS.map(({ theirs, ours }) => ({ theirs: 1000 + 400 * theirs, ours }));
	const { meanDifference: _, ...correlations } = found;
	expect(agreeWithPublished(scaled, { isSameQuantity: false })).toEqual(correlations);
});

test('too few models, or equal numbers, have no correlation, and no model has no difference', () => {
	expect(agreeWithPublished(PAIRS.slice(0, 9), { isSameQuantity: false })).toEqual({ models: 9 });
	const equal = PAIRS.map(({ theirs }) => ({ theirs, ours: 0.5 }));
	expect(agreeWithPublished(equal, { isSameQuantity: false })).toEqual({ models: 12 });
	expect(agreeWithPublished([], SAME)).toEqual({ models: 0 });
});
