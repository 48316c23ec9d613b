import { expect, test } from 'vitest';
import golden from '../fixtures/intervals.json' with { type: 'json' };
import { resampleQuestions } from '../fixtures/resampled-questions.ts';
import { percentileInterval } from './bootstrap.ts';

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

test.each(golden.bootstraps)(
	'$annotator on $model: the bootstrap of a win rate is the reference one',
	(row) => {
		const { n, wins, draws } = row.outcomes;
		const { counts, resamples } = resampleQuestions(row.model, n, 1000);
		const rates = Float64Array.from({ length: resamples }, (_, resample) => {
			let points = 0;
			for (let question = 0; question < wins + draws; question++) {
				const times = counts[question * resamples + resample] ?? 0;
				points += question < wins ? times : times / 2;
			}
			return (100 * points) / n;
		});
		const { low, high } = percentileInterval(rates);
		const tolerance = (5 * 2.7 * row.std) / Math.sqrt(1000);
		expect(Math.abs(low - row.q025)).toBeLessThan(tolerance);
		expect(Math.abs(high - row.q975)).toBeLessThan(tolerance);
	},
);
