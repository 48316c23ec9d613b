import { expect, test } from 'vitest';
import { factorCholesky, invertCholesky } from './cholesky.ts';

test.each([
	[
		'blocks that have nothing to do with each other',
		[4, 2, 0, 0, 2, 5, 0, 0, 0, 0, 9, 3, 0, 0, 3, 2],
	],
	['a zero within a row', [4, 2, 2, 2, 5, 0, 2, 0, 6]],
	['a diagonal', [4, 0, 0, 0, 9, 0, 0, 0, 7]],
])('the inverse by a factor undoes the matrix: %s', (_, values) => {
	const matrix = Float64Array.from(values);
	const size = Math.sqrt(matrix.length);
	const lower = factorCholesky(matrix, size);
	const inverse = invertCholesky(lower ?? new Float64Array(), size);
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < size; j++) {
			let sum = 0;
			for (let k = 0; k < size; k++)
				sum += (matrix[i * size + k] ?? 0) * (inverse[k * size + j] ?? 0);
			expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
		}
	}
});

test('a matrix that is not positive definite has no factor', () => {
	expect(factorCholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
});
