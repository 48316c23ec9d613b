import { expect, test } from 'vitest';
import { coverExactly, sharesOf } from '../../../../test/support/exact-coverage.ts';

const SCORES = [0.02, 0.05, 0.1, 0.3, 0.49, 0.7, 0.9, 0.95, 0.98];
const SIZES = [10, 20, 30, 42, 60, 100, 200];

test.each([
	// Least coverage of a score: exact, so a change of the rule shows in the last digit.
	[0, 0.91],
	[0.1, 0.925],
	[0.2, 0.925],
	[0.4, 0.925],
])(
	'with %d of the possible ties the score’s interval holds the truth in every cell: at least %d',
	(ratio, least) => {
		const cells = SCORES.flatMap((score) =>
			SIZES.map((n) => coverExactly(sharesOf(score, ratio), n).score),
		);
		expect(Math.min(...cells)).toBeGreaterThanOrEqual(least);
		const mean = cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
		expect(mean).toBeGreaterThanOrEqual(0.94);
		expect(mean).toBeLessThanOrEqual(0.97);
	},
);

test('from 30 battles a rate’s interval holds the truth with 91 %, and never below 83 %', () => {
	for (const score of SCORES) {
		for (const n of SIZES.filter((size) => size >= 30)) {
			const shares = sharesOf(score, 0.2);
			const { winRate, tieRate } = coverExactly(shares, n);
			for (const [coverage, share] of [
				[winRate, shares.win],
				[tieRate, shares.tie],
			] as const)
				expect(coverage, `${share} of ${n}`).toBeGreaterThanOrEqual(n * share >= 0.6 ? 0.91 : 0.83);
		}
	}
});
