import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareModels } from './compare.ts';
import { holm } from './holm.ts';
import { mcnemarExact } from './mcnemar.ts';
import type { OutcomeMatrix } from './outcome-matrix.ts';

test('exact McNemar gives the binomial tails', () => {
	// Sums of binomial coefficients over powers of two, by hand.
	expect(mcnemarExact(0, 5)).toBeCloseTo(2 / 32, 14);
	expect(mcnemarExact(1, 9)).toBeCloseTo((2 * 11) / 1024, 14);
	expect(mcnemarExact(6, 16)).toBeCloseTo(
		(2 * (1 + 22 + 231 + 1540 + 7315 + 26334 + 74613)) / 2 ** 22,
		14,
	);
	expect(mcnemarExact(4, 4)).toBe(1);
	expect(mcnemarExact(0, 0)).toBe(1);
	expect(mcnemarExact(400, 600)).toBeGreaterThan(0);
	expect(mcnemarExact(0, 2000)).toBeGreaterThanOrEqual(0);
	expect(() => mcnemarExact(-1, 2)).toThrow(RangeError);
});

test('Holm gives the published adjustments', () => {
	// R 4.3, p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
	[0.03, 0.06, 0.06, 0.02].forEach((expected, at) => {
		expect(holm([0.01, 0.04, 0.03, 0.005])[at]).toBeCloseTo(expected, 14);
	});
	expect(holm([])).toEqual([]);
	expect(holm([0.7, 0.9])).toEqual([1, 1]);
	expect(() => holm([Number.NaN])).toThrow(RangeError);
});

test('a model that wins where the other loses is better, and the reasons say why', () => {
	const outcomes = boardOf({ a: '2'.repeat(40), b: '0'.repeat(30) + '2'.repeat(10) });
	const [comparison] = compareModels({ seed: 's', outcomes, pairs: [{ a: 'a', b: 'b' }] });
	expect(comparison).toMatchObject({ shared: 40, aBetter: 30, bBetter: 0 });
	expect(comparison?.difference?.value).toBe(0.75);
	expect(comparison?.scores).toEqual({ a: 1, b: 0.25 });
	expect(comparison?.difference?.interval.method).toBe('bootstrap');
	expect(comparison?.answer).toEqual({
		kind: 'a-better',
		reasons: ['interval-excludes-zero', 'p-value-below-level'],
	});
});

test('the bootstrap interval has the width of the standard error', () => {
	const outcomes = boardOf({ a: '20'.repeat(200), b: '1'.repeat(400) });
	const [comparison] = compareModels({
		seed: 's',
		outcomes,
		pairs: [{ a: 'a', b: 'b' }],
		resamples: 4000,
	});
	const { low, high } = comparison?.difference?.interval ?? { low: 0, high: 0 };
	expect(low).toBeCloseTo(-1.96 * (0.5 / 20), 2);
	expect(high).toBeCloseTo(1.96 * (0.5 / 20), 2);
	expect(comparison?.answer.kind).toBe('cannot-tell');
});

test('fewer than 30 shared questions decide nothing, however clear', () => {
	const outcomes = boardOf({ a: '2'.repeat(29) + '-', b: '0'.repeat(30), c: '-'.repeat(30) });
	const answers = compareModels({
		seed: 's',
		outcomes,
		pairs: [
			{ a: 'a', b: 'b' },
			{ a: 'a', b: 'c' },
		],
	});
	expect(answers.map(({ answer }) => answer.kind)).toEqual([
		'not-enough-questions',
		'not-enough-questions',
	]);
	expect(answers[0]?.difference?.interval.method).toBe('agresti-min');
	expect(answers[1]).toEqual({
		a: 'a',
		b: 'c',
		shared: 0,
		aBetter: 0,
		bBetter: 0,
		answer: answers[1]?.answer,
	});
});

test('identical models cannot be told apart and their interval still has a width', () => {
	const outcomes = boardOf({ a: '2'.repeat(50), b: '2'.repeat(50) });
	const [comparison] = compareModels({ seed: 's', outcomes, pairs: [{ a: 'a', b: 'b' }] });
	expect(comparison?.answer).toEqual({ kind: 'cannot-tell', reasons: ['no-discordant-questions'] });
	expect(comparison?.difference?.value).toBe(0);
	expect(comparison?.difference?.interval.low).toBeLessThan(0);
});

test('a p-value is adjusted over the pairs asked together only', () => {
	const outcomes = boardOf({
		a: '2'.repeat(8) + '1'.repeat(40),
		b: '0'.repeat(7) + '2' + '1'.repeat(40),
		c: '1'.repeat(48),
	});
	const ask = (...pairs: { a: string; b: string }[]) =>
		compareModels({ seed: 's', outcomes, pairs });
	const alone = ask({ a: 'a', b: 'b' })[0];
	const together = ask({ a: 'a', b: 'b' }, { a: 'a', b: 'c' }, { a: 'b', b: 'c' })[0];
	expect(alone?.adjustedPValue).toBe(alone?.pValue);
	expect(together?.pValue).toBe(alone?.pValue);
	expect(together?.adjustedPValue).toBeGreaterThan(alone?.adjustedPValue ?? 1);
	expect(together?.difference).toEqual(alone?.difference);
});

test('swapping a pair mirrors every number, and the order of questions changes none', () => {
	const cells = fc.string({
		unit: fc.constantFrom('0', '1', '2', '-'),
		minLength: 45,
		maxLength: 45,
	});
	fc.assert(
		fc.property(cells, cells, fc.string(), (first, second, seed) => {
			const outcomes = boardOf({ a: first, b: second });
			const ask = (a: string, b: string) =>
				compareModels({ seed, outcomes, pairs: [{ a, b }], resamples: 50 })[0];
			const forward = ask('a', 'b');
			const back = ask('b', 'a');
			const turned = boardOf({
				a: [...first].reverse().join(''),
				b: [...second].reverse().join(''),
			});
			expect(
				compareModels({ seed, outcomes: turned, pairs: [{ a: 'a', b: 'b' }], resamples: 50 })[0],
			).toEqual(forward);
			expect(back?.aBetter).toBe(forward?.bBetter);
			expect(back?.pValue).toBe(forward?.pValue);
			if (!forward?.difference || !back?.difference) return;
			expect(back.difference.value + forward.difference.value).toBe(0);
			expect(back.difference.interval.low + forward.difference.interval.high).toBe(0);
			expect(Number.isFinite(forward.difference.interval.low)).toBe(true);
		}),
	);
});

function boardOf(rows: Readonly<Record<string, string>>): OutcomeMatrix {
	const cells = Object.values(rows).join('');
	return {
		modelIds: Object.keys(rows),
		questionIds: [...(Object.values(rows)[0] ?? '')].map((_, at) => `q${at}`),
		outcomes: Int8Array.from(cells, (cell) => (cell === '-' ? -1 : Number(cell))),
	};
}
