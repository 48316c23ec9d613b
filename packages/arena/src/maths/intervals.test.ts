import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta } from './beta-quantile.ts';
import golden from '../fixtures/intervals.json' with { type: 'json' };
import {
	agrestiCoullInterval,
	clopperPearsonInterval,
	jeffreysInterval,
	waldInterval,
	wilsonInterval,
} from './intervals.ts';
import { normalQuantile } from './normal-quantile.ts';

const METHODS = {
	wilson: wilsonInterval,
	clopperPearson: clopperPearsonInterval,
	wald: waldInterval,
	agrestiCoull: agrestiCoullInterval,
	jeffreys: jeffreysInterval,
};

test.each(golden.proportions)('$wins of $n: five intervals equal those of statsmodels', (row) => {
	for (const name of ['wilson', 'clopperPearson', 'wald', 'agrestiCoull', 'jeffreys'] as const) {
		const interval = METHODS[name](row.wins, row.n, row.confidence);
		const [low = Number.NaN, high = Number.NaN] = row[name];
		expect(Math.abs((interval?.low ?? Number.NaN) - low), `${name} low`).toBeLessThan(1e-10);
		expect(Math.abs((interval?.high ?? Number.NaN) - high), `${name} high`).toBeLessThan(1e-10);
	}
});

test.each(Object.entries(METHODS))(
	'%s: no trials, no interval; impossible counts throw',
	(_, f) => {
		expect(f(0, 0)).toBeUndefined();
		expect(() => f(-1, 3)).toThrow(RangeError);
		expect(() => f(4, 3)).toThrow(RangeError);
		expect(() => f(1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
		expect(() => f(Number.NaN, 3)).toThrow(RangeError);
		expect(() => f(1, 3, 1)).toThrow(RangeError);
	},
);

const counts = fc
	.integer({ min: 1, max: 2000 })
	.chain((n) => fc.tuple(fc.integer({ min: 0, max: 2 * n }), fc.constant(n)))
	.map(([halves, n]) => [halves / 2, n] as const);

test.each(Object.entries(METHODS))(
	'%s lies in [0, 1] and mirrors with the share',
	(_, interval) => {
		fc.assert(
			fc.property(counts, ([successes, n]) => {
				const { low, high } = interval(successes, n) ?? { low: Number.NaN, high: Number.NaN };
				const mirrored = interval(n - successes, n);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(high).toBeLessThanOrEqual(1);
				expect(low).toBeLessThanOrEqual(high);
				expect(mirrored?.low).toBeCloseTo(1 - high, 10);
				expect(mirrored?.high).toBeCloseTo(1 - low, 10);
			}),
			{ numRuns: 50 },
		);
	},
);

test.each([
	[0.975, 1.959963984540054],
	[0.95, 1.6448536269514722],
	[0.5, 0],
	[1e-10, -6.361340902404056],
	[1e-20, -9.262340089798408],
])('the normal quantile at %f is %f', (probability, expected) => {
	expect(normalQuantile(probability)).toBeCloseTo(expected, 12);
});

test('the incomplete beta function equals its closed forms', () => {
	for (const x of [0.01, 0.3, 0.5, 0.77, 0.999]) {
		expect(incompleteBeta(x, 1, 1)).toBeCloseTo(x, 13);
		expect(incompleteBeta(x, 3, 1)).toBeCloseTo(x ** 3, 13);
		expect(incompleteBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
	}
	expect(incompleteBeta(0, 2, 3)).toBe(0);
	expect(incompleteBeta(1, 2, 3)).toBe(1);
});
