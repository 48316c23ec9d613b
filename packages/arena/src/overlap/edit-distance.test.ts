import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEditDistance } from './edit-distance.ts';

const distance = createEditDistance();

test.each([
	['kitten', 'sitting', 3],
	['saturday', 'sunday', 3],
	['', 'abc', 3],
	['same', 'same', 0],
	['thundercatsarego', 'cat', 13],
	['My creative work', 'Adding another item', 16],
] as const)('from %j to %j it takes %i steps, and more than one fewer', (left, right, steps) => {
	expect(distance(left, right, 100)).toBe(steps);
	expect(distance(right, left, steps)).toBe(steps);
	expect(distance(left, right, steps - 1)).toBeUndefined();
});

/** Wagner and Fischer (1974), the whole table. */
function byTable(left: string, right: string): number {
	let row = Array.from({ length: right.length + 1 }, (_, at) => at);
	for (let i = 0; i < left.length; i += 1) {
		const next = [i + 1];
		for (let j = 0; j < right.length; j += 1)
			next.push(
				Math.min(
					(row[j] ?? 0) + (left[i] === right[j] ? 0 : 1),
					(row[j + 1] ?? 0) + 1,
					(next[j] ?? 0) + 1,
				),
			);
		row = next;
	}
	return row.at(-1) ?? 0;
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 150 });

test('it is that of the whole table where it is within the limit, and undefined beyond', () => {
	fc.assert(
		fc.property(text, text, fc.integer({ min: 0, max: 160 }), (left, right, limit) => {
			const expected = byTable(left, right);
			expect(distance(left, right, limit)).toBe(expected <= limit ? expected : undefined);
			expect(distance(left, right, expected)).toBe(expected);
		}),
	);
});
