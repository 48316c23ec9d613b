import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packOutcomes, tallyBits } from './outcome-bits.ts';
import { tallyDifference } from './paired-differences.ts';

test('what the bits of two models tell is what their questions tell one by one', () => {
	const cells = (length: number) =>
		fc.array(fc.constantFrom(-1, 0, 1, 2), { minLength: length, maxLength: length });
	const pairs = fc.integer({ min: 1, max: 100 }).chain((n) => fc.tuple(cells(n), cells(n)));
	fc.assert(
		fc.property(pairs, ([first, second]) => {
			const models = [Int8Array.from(first), Int8Array.from(second)] as const;
			const { discordant, ...sums } = tallyBits(packOutcomes(models), 0, 1);
			const { firstBetter, secondBetter, ...expected } = tallyDifference(...models);
			expect(sums).toEqual(expected);
			expect(discordant).toBe(firstBetter + secondBetter);
		}),
		{ numRuns: 200 },
	);
});
