/**
 * Lower factor L of a symmetric positive definite matrix A = L Lᵀ (size × size, row after row; the lower triangle is
 * read). `undefined` when A is not positive definite to about eleven digits of its diagonal: a pivot that small has lost
 * its meaning to rounding.
 */
export function factorCholesky(matrix: Float64Array, size: number): Float64Array | undefined {
	const lower = new Float64Array(size * size);
	// What stands before a row's first value stays 0, and adds nothing to any sum.
	const starts = new Int32Array(size);
	for (let i = 0; i < size; i++) {
		let start = 0;
		while (start < i && matrix[i * size + start] === 0) start++;
		starts[i] = start;
		for (let j = start; j <= i; j++) {
			let sum = matrix[i * size + j] ?? 0;
			for (let k = Math.max(start, starts[j] ?? 0); k < j; k++)
				sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0);
			if (i > j) {
				lower[i * size + j] = sum / (lower[j * size + j] ?? 1);
				continue;
			}
			if (!(sum > 1e-11 * (matrix[i * size + i] ?? 0))) return undefined;
			lower[i * size + i] = Math.sqrt(sum);
		}
	}
	return lower;
}

/** Solves L Lᵀ x = right. Overwrites `right` with x and returns it. */
export function solveCholesky(lower: Float64Array, right: Float64Array): Float64Array {
	const size = right.length;
	for (let i = 0; i < size; i++) {
		let sum = right[i] ?? 0;
		for (let k = 0; k < i; k++) sum -= (lower[i * size + k] ?? 0) * (right[k] ?? 0);
		right[i] = sum / (lower[i * size + i] ?? 1);
	}
	for (let i = size - 1; i >= 0; i--) {
		let sum = right[i] ?? 0;
		for (let k = i + 1; k < size; k++) sum -= (lower[k * size + i] ?? 0) * (right[k] ?? 0);
		right[i] = sum / (lower[i * size + i] ?? 1);
	}
	return right;
}

/** (L Lᵀ)⁻¹, size × size. */
export function invertCholesky(lower: Float64Array, size: number): Float64Array {
	const inverse = new Float64Array(size * size);
	if (isDiagonal(lower, size)) {
		for (let at = 0; at < inverse.length; at += size + 1) {
			const own = lower[at] ?? 1;
			inverse[at] = 1 / own / own;
		}
		return inverse;
	}
	for (let column = 0; column < size; column++) {
		const unit = new Float64Array(size);
		unit[column] = 1;
		inverse.set(solveCholesky(lower, unit), column * size);
	}
	return inverse;
}

function isDiagonal(lower: Float64Array, size: number): boolean {
	return lower.every((value, at) => value === 0 || at % (size + 1) === 0);
}
