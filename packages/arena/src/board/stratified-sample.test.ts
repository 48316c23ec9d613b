import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stratifiedSample } from './stratified-sample.ts';

const items = (counts: Readonly<Record<string, number>>) =>
	Object.entries(counts).flatMap(([stratum, count]) =>
		Array.from({ length: count }, (_, n) => ({ id: `${stratum}${n}`, stratum })),
	);
const countBy = (ids: readonly string[]) =>
	Object.fromEntries(
		[...Map.groupBy(ids, (id) => id[0] ?? '')].map(([name, own]) => [name, own.length]),
	);

test('every stratum has its share, by largest remainders after one for each', () => {
	const all = items({ a: 50, b: 30, c: 19, d: 1 });
	expect(countBy(stratifiedSample(all, { size: 10, seed: 'x' }))).toEqual({
		a: 4,
		b: 3,
		c: 2,
		d: 1,
	});
	expect(countBy(stratifiedSample(all, { size: 2, seed: 'x' }))).toEqual({ a: 1, b: 1 });
	expect(stratifiedSample(all, { size: 1000, seed: 'x' })).toHaveLength(100);
	expect(() => stratifiedSample(all, { size: 0, seed: 'x' })).toThrow(RangeError);
});

test('a sample is of its size, without repetition, and the same for any order of the items', () => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 30 })),
			fc.integer({ min: 1, max: 130 }),
			fc.string(),
			(counts, size, seed) => {
				const all = items(counts);
				const drawn = stratifiedSample(all, { size, seed });
				expect(new Set(drawn).size).toBe(Math.min(size, all.length));
				expect(stratifiedSample(all.toReversed(), { size, seed })).toEqual(drawn);
			},
		),
	);
});

test('another seed draws others, and each item as often as any', () => {
	const all = items({ a: 20 });
	const times = new Map<string, number>();
	for (let seed = 0; seed < 2000; seed++)
		for (const id of stratifiedSample(all, { size: 5, seed: String(seed) }))
			times.set(id, (times.get(id) ?? 0) + 1);
	// 500 expected of each, standard deviation 19.
	for (const { id } of all) expect(Math.abs((times.get(id) ?? 0) - 500)).toBeLessThan(100);
});
