import { expect, test } from 'vitest';
import { estimateRates } from './board-estimates.ts';
import {
	countResampledOutcomes,
	OUTCOME_CODES,
	percentileInterval,
	resampleQuestions,
} from './bootstrap.ts';

test('percentiles interpolate between order statistics, in any order of values', () => {
	const values = Float64Array.from({ length: 1000 }, (_, at) => (at * 7) % 1000);
	const { low, high } = percentileInterval(values);
	expect(low).toBeCloseTo(24.975, 9);
	expect(high).toBeCloseTo(974.025, 9);
	expect(percentileInterval(Float64Array.of(0.4))).toEqual({ low: 0.4, high: 0.4 });
	expect(percentileInterval(Float64Array.of(0, 1)).low).toBeCloseTo(0.025, 12);
	expect(() => percentileInterval(new Float64Array())).toThrow(RangeError);
});

test('every resample draws as many questions as there are, each equally often on average', () => {
	const { counts } = resampleQuestions('draws', 50, 1000);
	for (let resample = 0; resample < 1000; resample++) {
		let drawn = 0;
		for (let question = 0; question < 50; question++) {
			drawn += counts[question * 1000 + resample] ?? 0;
		}
		expect(drawn).toBe(50);
	}
	const perQuestion = Array.from({ length: 50 }, (_, question) =>
		counts.subarray(question * 1000, (question + 1) * 1000).reduce((sum, n) => sum + n, 0),
	);
	expect(Math.max(...perQuestion.map((n) => Math.abs(n - 1000)))).toBeLessThan(5 * Math.sqrt(1000));
});

test('a resample is fixed by its own number, however many there are', () => {
	const few = resampleQuestions('same', 20, 10);
	const many = resampleQuestions('same', 20, 1000);
	for (let question = 0; question < 20; question++) {
		expect(many.counts.slice(question * 1000, question * 1000 + 10)).toEqual(
			few.counts.slice(question * 10, question * 10 + 10),
		);
	}
});

test('a question without a scored battle is skipped where it is drawn', () => {
	const { win, tie, loss, unscored } = OUTCOME_CODES;
	const resamples = { size: 4, resamples: 2, counts: Uint16Array.of(2, 0, 1, 1, 1, 0, 0, 3) };
	const counted = countResampledOutcomes(resamples, Uint8Array.of(win, tie, loss, unscored));
	expect([...counted.wins]).toEqual([2, 0]);
	expect([...counted.ties]).toEqual([1, 1]);
	expect([...counted.scored]).toEqual([4, 1]);
});

test('a resample without a scored battle is left out', () => {
	const { score } = estimateRates({ wins: 20, ties: 0, scored: 40 }, () => ({
		wins: Int32Array.of(10, 0, 20),
		ties: Int32Array.of(0, 0, 0),
		scored: Int32Array.of(40, 0, 40),
	}));
	expect(score?.interval.low).toBeCloseTo(0.25 + 0.25 * 0.025, 12);
	expect(score?.interval.high).toBeCloseTo(0.5 - 0.25 * 0.025, 12);
});
