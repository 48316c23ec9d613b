import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareModels } from './compare.ts';
import { createRandom } from '../maths/random.ts';
import { rankModels } from './rank-ranges.ts';
import { mcnemarExact } from '../maths/mcnemar.ts';
import type { OutcomeMatrix } from '../outcomes/outcome-matrix.ts';

test('exact McNemar gives the binomial tails', () => {
	// Sums of binomial coefficients over powers of two, by hand.
	expect(mcnemarExact(0, 5)).toBeCloseTo(2 / 32, 14);
	expect(mcnemarExact(1, 9)).toBeCloseTo((2 * 11) / 1024, 14);
	// First against second of three categories of RewardBench, as recomputed from its published results.
	expect(mcnemarExact(4, 3)).toBe(1);
	expect(mcnemarExact(30, 23)).toBeCloseTo(0.41, 3);
	expect(mcnemarExact(29, 27)).toBeCloseTo(0.894, 3);
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

test('a model that wins where the other loses is better, and the reasons say why', () => {
	const outcomes = boardOf({ a: '2'.repeat(40), b: '0'.repeat(30) + '2'.repeat(10) });
	const [comparison] = compareModels({ seed: 's', outcomes, pairs: [{ a: 'a', b: 'b' }] });
	expect(comparison).toMatchObject({ shared: 40, aBetter: 30, bBetter: 0 });
	expect(comparison?.difference?.value).toBe(0.75);
	expect(comparison?.scores).toEqual({ a: 1, b: 0.25 });
	expect(comparison?.difference?.interval.method).toBe('bootstrap');
	expect(comparison?.answer).toEqual({ kind: 'a-better', reason: 'distinguished' });
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

test('a pair without a test says why: too few questions, too little coverage, nothing shared', () => {
	const outcomes = boardOf({
		a: '2'.repeat(5) + '1'.repeat(35),
		b: '0'.repeat(5) + '1'.repeat(35),
		c: '0'.repeat(35) + '-'.repeat(5),
		d: '-'.repeat(35) + '0'.repeat(5),
	});
	const ask = (a: string, b: string) =>
		compareModels({ seed: 's', outcomes, pairs: [{ a, b }] })[0]?.answer;
	expect(ask('a', 'b')).toEqual({
		kind: 'cannot-tell',
		reason: 'fewer-than-6-differing-questions',
	});
	expect(ask('a', 'c')).toEqual({ kind: 'not-ranked', reason: 'not-ranked' });
	expect(ask('c', 'd')).toEqual({ kind: 'not-enough-questions', reason: 'no-shared-question' });
	const small = boardOf({ a: '22222', b: '00000' });
	expect(
		compareModels({ seed: 's', outcomes: small, pairs: [{ a: 'a', b: 'b' }] })[0],
	).toMatchObject({
		answer: { kind: 'not-enough-questions', reason: 'fewer-than-6-differing-questions' },
		difference: { interval: { method: 'agresti-min' } },
	});
});

test('identical models cannot be told apart and their interval still has a width', () => {
	const outcomes = boardOf({ a: '2'.repeat(50), b: '2'.repeat(50) });
	const [comparison] = compareModels({ seed: 's', outcomes, pairs: [{ a: 'a', b: 'b' }] });
	expect(comparison?.answer).toEqual({
		kind: 'cannot-tell',
		reason: 'fewer-than-6-differing-questions',
	});
	expect(comparison?.difference?.value).toBe(0);
	expect(comparison?.difference?.interval.low).toBeLessThan(0);
});

test('a pair asked alone has the answer of the board, of the ranks and of all pairs asked together', () => {
	fc.assert(
		fc.property(fc.string(), fc.integer({ min: 20, max: 90 }), (seed, questions) => {
			const random = createRandom(seed);
			const rates = [0.9, 0.7, 0.6, 0.5, 0.45, 0.2];
			const rows = rates.map((rate, at): [string, string] => {
				const cell = () =>
					random.next() < 0.02 ? '-' : random.next() < rate ? '2' : random.next() < 0.3 ? '1' : '0';
				return [`m${at}`, Array.from({ length: questions }, cell).join('')];
			});
			const outcomes = boardOf(Object.fromEntries(rows));
			const pairs = rows.flatMap(([a], at) => rows.slice(at + 1).map(([b]) => ({ a, b })));
			const input = { seed, outcomes, resamples: 200 };
			const together = compareModels({ ...input, pairs });
			const { isBetter } = rankModels(input);
			for (const [at, pair] of pairs.entries()) {
				const [alone] = compareModels({ ...input, pairs: [pair] });
				expect(alone).toEqual(together[at]);
				const [a, b] = [Number(pair.a.slice(1)), Number(pair.b.slice(1))];
				expect(alone?.answer.kind === 'a-better').toBe(isBetter(a, b));
				expect(alone?.answer.kind === 'b-better').toBe(isBetter(b, a));
				if (alone?.adjustedPValue !== undefined)
					expect(alone.answer.reason === 'distinguished').toBe(alone.adjustedPValue <= 0.05);
			}
		}),
		{ numRuns: 8 },
	);
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
