import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildOutcomeMatrix, type OutcomeMatrix } from '../outcomes/outcome-matrix.ts';
import { meanDifference, tallyDifference } from '../ranks/paired-differences.ts';
import { winFractions } from './win-fractions.ts';

const matrixOf = (rows: readonly (readonly number[])[]): OutcomeMatrix => ({
	modelIds: rows.map((_, row) => `m${row}`),
	questionIds: (rows[0] ?? []).map((_, column) => `q${column}`),
	outcomes: Int8Array.from(rows.flat()),
});

test('a better outcome counts one, an equal one half, over the questions that both have scored', () => {
	// Better, better, equal, worse; the last two are not shared.
	const matrix = matrixOf([
		[2, 1, 0, 0, -1, 2],
		[1, 0, 0, 2, 2, -1],
	]);
	const [first, second] = winFractions(matrix, ['m0', 'm1']);
	expect(first).toEqual([{ shared: 5 }, { shared: 4, fraction: 2.5 / 4 }]);
	expect(second).toEqual([{ shared: 4, fraction: 1.5 / 4 }, { shared: 5 }]);
});

test('models without a shared question have no fraction, never a half', () => {
	const matrix = matrixOf([
		[2, -1],
		[-1, 0],
	]);
	expect(winFractions(matrix, ['m0', 'm1'])[0]?.[1]).toEqual({ shared: 0 });
});

test('rows come in the order asked for, and an unknown model is refused', () => {
	const matrix = buildOutcomeMatrix({ entrants: [] }, ['q']);
	expect(winFractions(matrix, [])).toEqual([]);
	expect(() => winFractions(matrix, ['nobody'])).toThrow(RangeError);
	const two = matrixOf([[2], [0]]);
	expect(winFractions(two, ['m1', 'm0'])[0]?.[1]).toEqual({ shared: 1, fraction: 0 });
});

test('the two sides of a pair add up to one; without ties a fraction is the score difference around a half', () => {
	const cell = fc.integer({ min: -1, max: 2 });
	const pair = fc
		.integer({ min: 1, max: 30 })
		.chain((n) =>
			fc.tuple(
				fc.array(cell, { minLength: n, maxLength: n }),
				fc.array(cell, { minLength: n, maxLength: n }),
			),
		);
	fc.assert(
		fc.property(pair, ([a, b]) => {
			const [first, second] = winFractions(matrixOf([a, b]), ['m0', 'm1']);
			const fraction = first?.[1]?.fraction;
			const mirrored = second?.[0]?.fraction;
			expect(fraction === undefined).toBe(mirrored === undefined);
			if (fraction === undefined || mirrored === undefined) return;
			expect(fraction + mirrored).toBeCloseTo(1, 12);
			expect(fraction).toBeGreaterThanOrEqual(0);
			// Against outcomes that are wins and losses alone, it is the score difference, moved to a half.
			const isDecided = [...a, ...b].every((outcome) => outcome !== 1);
			const difference = meanDifference(tallyDifference(Int8Array.from(a), Int8Array.from(b)));
			if (isDecided) expect(fraction).toBeCloseTo(0.5 + (difference ?? 0) / 2, 12);
		}),
	);
});
