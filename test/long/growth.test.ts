import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSlow } from '../bench/growth/find-slow.ts';
import { HOSTILE_PATTERNS, type HostilePattern } from '../bench/growth/hostile-patterns.ts';
import { TEXT_READERS } from '../bench/growth/text-readers.ts';

const MADE = 60;

/** Patterns of one to four pieces, with and without a start and an end: of the units above, and of anything. */
function makePatterns(): readonly HostilePattern[] {
	const piece = fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(...HOSTILE_PATTERNS.map(({ unit }) => unit)) },
		{ weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
	);
	const some = (minLength: number, maxLength: number) =>
		fc.array(piece, { minLength, maxLength }).map((pieces) => pieces.join(''));
	const pattern = fc
		.record({ unit: some(1, 4), before: some(0, 2), after: some(0, 2) })
		.map((made) => ({ ...made, name: JSON.stringify(made) }));
	return fc.sample(pattern, { numRuns: MADE, seed: 20_260_101 });
}

test.each(TEXT_READERS)('$name reads every hostile megabyte in proportion', async ({ read }) => {
	expect(await findSlow(read, HOSTILE_PATTERNS, { from: 10_000, to: 1_000_000 })).toEqual([]);
});

test.each(TEXT_READERS)('$name reads made-up patterns in proportion', async ({ read }) => {
	expect(await findSlow(read, makePatterns(), { from: 10_000, to: 300_000 })).toEqual([]);
});
