import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	agreementWithConfidence,
	brierScore,
	pairRankBrier,
	type RankedModel,
	separability,
} from './board-quality.ts';
import { kendallTauB, spearman } from '../maths/rank-correlation.ts';

const board = [beating('a', 'b', 'c'), beating('b'), beating('c')];

test('a board separates the pairs that it tells apart', () => {
	expect(separability(board)).toBeCloseTo(2 / 3, 14);
	expect(separability([beating('a'), beating('b')])).toBe(0);
	expect(separability([beating('a')])).toBeUndefined();
	expect(separability([])).toBeUndefined();
});

test('boards agree where both tell a pair apart, and disagree only with confidence', () => {
	const reference = [beating('a', 'c'), beating('b', 'a', 'c'), beating('c'), beating('d', 'a')];
	// a above b against below: −1; a above c in both: 1; b and c are not told apart on the board: 0.
	expect(agreementWithConfidence(board, reference)).toBe(0);
	expect(agreementWithConfidence(board, board)).toBeCloseTo(2 / 3, 14);
	expect(agreementWithConfidence(board, [beating('a')])).toBeUndefined();
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
			const models = ends.map(([x, y], at): RankedModel => {
				const [low, high] = [Math.min(x, y) / 10, Math.max(x, y) / 10];
				return { id: `m${at}`, value: (x + y) / 20, interval: { low, high } };
			});
			const placed = models.map(({ id, interval: { low } }) =>
				beating(
					id,
					...models.filter((other) => other.interval.high < low).map((other) => other.id),
				),
			);
			const numbers = (isTurned: boolean) => {
				const [ranked, own] = isTurned
					? [models.toReversed(), placed.toReversed()]
					: [models, placed];
				return [
					separability(own),
					agreementWithConfidence(own, placed),
					pairRankBrier(ranked, models),
				];
			};
			numbers(false).forEach((value, at) => {
				if (models.length < 2) return expect(value).toBeUndefined();
				expect(value).toBeGreaterThanOrEqual(0);
				expect(value).toBeLessThanOrEqual(1);
				expect(numbers(true)[at]).toBeCloseTo(value ?? NaN, 12);
			});
		}),
	);
});

function beating(id: string, ...beats: readonly string[]) {
	return { id, beats };
}

function boardOf(intervals: Readonly<Record<string, readonly [number, number]>>): RankedModel[] {
	return Object.entries(intervals).map(([id, [low, high]]) => ({
		id,
		value: (low + high) / 2,
		interval: { low, high },
	}));
}
