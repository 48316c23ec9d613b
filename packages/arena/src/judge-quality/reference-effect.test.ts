import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedPair } from './judge-check.ts';
import { measureReferences, type TwiceChecked } from './reference-effect.ts';
import { shuffleReferences } from './shuffle-references.ts';

type Side = CheckedPair['label'];

const GAMES: Readonly<Record<Side | 'none', NonNullable<CheckedPair['games']>>> = {
	A: { ab: { kind: 'scored', verdict: 'A>B' }, ba: { kind: 'scored', verdict: 'B>A' } },
	B: { ab: { kind: 'scored', verdict: 'B>A' }, ba: { kind: 'scored', verdict: 'A>B' } },
	tie: { ab: { kind: 'scored', verdict: 'A=B' }, ba: { kind: 'scored', verdict: 'A=B' } },
	none: { ab: { kind: 'unscored', reason: 'empty' }, ba: { kind: 'scored', verdict: 'A=B' } },
};

function pairOf(label: Side, decision: Side | 'none', costMicroUsd?: number): CheckedPair {
	return {
		category: 'all',
		label,
		lengths: { a: 1, b: 2 },
		games: GAMES[decision],
		...(costMicroUsd === undefined ? {} : { costMicroUsd }),
	};
}

const times = (count: number, label: Side, on: Side | 'none', other: Side | 'none') =>
	Array.from({ length: count }, (_, at) => ({
		on: pairOf(label, on, 30 + (at % 3)),
		other: pairOf(label, other, 20),
	}));

/** 100 pairs: 60 right both times, 20 only with their reference, 5 only without it, 15 wrong both times. */
const TABLE: readonly TwiceChecked[] = [
	...times(30, 'A', 'A', 'A'),
	...times(30, 'B', 'B', 'B'),
	...times(20, 'A', 'A', 'B'),
	...times(5, 'B', 'A', 'B'),
	...times(15, 'B', 'A', 'A'),
];

test('the difference of accuracies is that of matched proportions', () => {
	const effect = measureReferences(TABLE, 'seed');
	expect(effect).toMatchObject({ pairs: 100, compared: 100, better: 20, worse: 5 });
	// Agresti and Min 2005: b = 20, c = 5, n = 100 with half a pair added to each cell.
	const [b, c, n] = [20.5, 5.5, 102];
	const centre = (b - c) / n;
	const half = 1.959963984540054 * Math.sqrt((b + c - (b - c) ** 2 / n) / n ** 2);
	expect(effect.accuracy?.value).toBeCloseTo(0.15, 12);
	expect(effect.accuracy?.interval?.low).toBeCloseTo(centre - half, 12);
	expect(effect.accuracy?.interval?.high).toBeCloseTo(centre + half, 12);
	// 2 · P(X ≤ 5), X ~ Binomial(25, ½).
	expect(effect.pValue).toBeCloseTo(0.0040773153, 9);
	expect(effect.kappa?.on).toBeCloseTo(0.6, 12);
	expect(effect.kappa?.interval?.low).toBeLessThan(effect.kappa?.value ?? 0);
	expect(effect.cost).toMatchObject({ other: 20 });
	expect(effect.cost?.value).toBeGreaterThan(10);
});

test.each<readonly [string, readonly TwiceChecked[], object]>([
	['no pair', [], { pairs: 0, compared: 0 }],
	['one unscored', times(3, 'A', 'none', 'A'), { pairs: 3, compared: 0, better: 0, worse: 0 }],
	['few pairs', times(3, 'A', 'A', 'tie'), { compared: 3, better: 3, accuracy: { value: 0.5 } }],
])('%s moves no number that it has nothing to say of', (_, pairs, expected) => {
	const effect = measureReferences(pairs, 'seed');
	expect(effect).toMatchObject(expected);
	expect(effect.accuracy?.interval).toBeUndefined();
});

test('references that change nothing have a difference of zero with an interval around it', () => {
	const { accuracy } = measureReferences(times(40, 'A', 'A', 'A'), 'seed');
	expect(accuracy).toMatchObject({ on: 1, other: 1, value: 0 });
	expect(accuracy?.interval?.low).toBeLessThan(0);
	expect(accuracy?.interval?.high).toBeGreaterThan(0);
});

test('pairs whose prompts the judge solves itself and the others are measured apart, and unknown ones in neither', () => {
	const [first, second, ...rest] = TABLE;
	const solved = rest.slice(0, 40).map((pair) => ({ ...pair, isSolved: true }));
	const unsolved = rest.slice(40, 90).map((pair) => ({ ...pair, isSolved: false }));
	const unknown = [first, second, ...rest.slice(90)].flatMap((pair) => pair ?? []);
	const { split, ...whole } = measureReferences([...solved, ...unsolved, ...unknown], 'seed');
	expect(whole).toEqual(measureReferences(TABLE, 'seed'));
	expect(split?.solved).toMatchObject({ pairs: 40, compared: 40, better: 0, worse: 0 });
	expect(split?.unsolved).toMatchObject({ pairs: 50, compared: 50, better: 20, worse: 5 });
	const { split: alone } = measureReferences(solved, 'seed');
	expect(alone?.unsolved).toEqual({ pairs: 0, compared: 0, better: 0, worse: 0 });
});

test('the order of the pairs is irrelevant', () => {
	expect(measureReferences(TABLE.toReversed(), 'seed')).toEqual(measureReferences(TABLE, 'seed'));
});

test('shuffled references are those of other pairs, each as often as before', () => {
	const values = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 24 });
	fc.assert(
		fc.property(values, fc.string(), (given, seed) => {
			const items = given.map((value, id) => ({ id, value }));
			const shuffled = shuffleReferences(items, seed);
			const largest = Math.max(
				0,
				...given.map((one) => given.filter((other) => other === one).length),
			);
			expect(shuffled === undefined).toBe(given.length === 0 || 2 * largest > given.length);
			if (!shuffled) return;
			for (const { id, value } of items) expect(shuffled.get(id)).not.toBe(value);
			expect([...shuffled.values()].sort()).toEqual(given.toSorted());
			expect(shuffleReferences(items.toReversed(), seed)).toEqual(shuffled);
		}),
	);
});
