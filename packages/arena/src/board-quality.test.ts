import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	agreementWithConfidence,
	brierScore,
	pairRankBrier,
	type RankedModel,
	separability,
} from './board-quality.ts';
import { kendallTauB, spearman } from './rank-correlation.ts';

const board = boardOf({ a: [0.7, 0.9], b: [0.5, 0.6], c: [0.55, 0.65] });

test('a board separates the pairs whose intervals do not overlap', () => {
	expect(separability(board)).toBeCloseTo(2 / 3, 14);
	expect(separability(boardOf({ a: [0, 0.5], b: [0.5, 1] }))).toBe(0);
	expect(separability(boardOf({ a: [0, 1] }))).toBeUndefined();
	expect(separability([])).toBeUndefined();
});

test('boards agree where both separate a pair, and disagree only with confidence', () => {
	const reference = boardOf({ a: [0.1, 0.2], b: [0.5, 0.6], c: [0, 0.05], d: [0.9, 1] });
	// a above b against below: −1; a above c in both: 1; b and c overlap on the board: 0.
	expect(agreementWithConfidence(board, reference)).toBe(0);
	expect(agreementWithConfidence(board, board)).toBeCloseTo(2 / 3, 14);
	expect(agreementWithConfidence(board, boardOf({ a: [0, 1] }))).toBeUndefined();
});

test('a confident and right board has a Brier score near 0, a board of coins one quarter', () => {
	const truth = boardOf({ a: [0.89, 0.9], b: [0.5, 0.51], c: [0.1, 0.11] });
	expect(pairRankBrier(truth, truth)).toBeCloseTo(0, 12);
	const level = boardOf({ a: [0.4, 0.6], b: [0.4, 0.6], c: [0.4, 0.6] });
	expect(pairRankBrier(level, truth)).toBeCloseTo(0.25, 6);
	// Half an interval (1.96 errors) apart: p = Φ(1.96 / √2), from Python's math.erfc.
	const apart = boardOf({ a: [0.5, 0.6], b: [0.45, 0.55] });
	const probability = 0.917111863552148;
	expect(pairRankBrier(apart, apart)).toBeCloseTo((1 - probability) ** 2, 6);
	expect(brierScore([])).toBeUndefined();
	expect(
		brierScore([
			{ probability: 0.8, outcome: 1 },
			{ probability: 0.3, outcome: 0 },
		]),
	).toBeCloseTo(0.065, 14);
});

test('rank correlations are those of SciPy and the textbooks', () => {
	// IQ and hours of TV: Spearman −29/165 (Wikipedia's worked example).
	const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
	const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
	expect(spearman(iq.map((value, at) => [value, hours[at] ?? 0] as const))).toBeCloseTo(
		-29 / 165,
		14,
	);
	// scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) of its documentation: −0.47140452079103173.
	const tied = [
		[12, 1],
		[2, 4],
		[1, 7],
		[12, 1],
		[2, 0],
	] as const;
	expect(kendallTauB(tied)).toBeCloseTo(-0.4714045207910317, 14);
	expect(spearman([[1, 1]])).toBeUndefined();
	expect(
		kendallTauB([
			[1, 1],
			[1, 2],
		]),
	).toBeUndefined();
	expect(spearman([])).toBeUndefined();
});

test('any board gives shares within their ranges, in any order of models', () => {
	const interval = fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }));
	fc.assert(
		fc.property(fc.array(interval, { maxLength: 8 }), (ends) => {
			const models = ends.map(([x, y], at): RankedModel => ({
				id: `m${at}`,
				value: (x + y) / 20,
				interval: { low: Math.min(x, y) / 10, high: Math.max(x, y) / 10 },
			}));
			const numbers = (own: readonly RankedModel[]) => [
				separability(own),
				agreementWithConfidence(own, models),
				pairRankBrier(own, models),
			];
			numbers(models).forEach((value, at) => {
				if (models.length < 2) return expect(value).toBeUndefined();
				expect(value).toBeGreaterThanOrEqual(0);
				expect(value).toBeLessThanOrEqual(1);
				expect(numbers(models.toReversed())[at]).toBeCloseTo(value ?? NaN, 12);
			});
		}),
	);
});

function boardOf(intervals: Readonly<Record<string, readonly [number, number]>>): RankedModel[] {
	return Object.entries(intervals).map(([id, [low, high]]) => ({
		id,
		value: (low + high) / 2,
		interval: { low, high },
	}));
}
