import { differentiate, type LogisticData, logisticLoss } from '../maths/logistic-fit.ts';

const MAX_ITERATIONS = 200;
const MAX_SWEEPS = 10_000;
const TOLERANCE = 1e-13;

/**
 * Minimises Σ|b| + c · (weighted sum of cross-entropies) to about 10⁻¹² in every coefficient; b has no intercept apart
 * from the columns given, and c > 0 is liblinear's C. The penalty makes the optimum finite whatever the labels.
 * Throws a RangeError unless c > 0, and an Error when the search does not settle, which no data is known to cause.
 *
 * Source: Lee, Sun and Saunders 2014, "Proximal Newton-type methods for minimizing composite functions": the quadratic
 * model is solved by coordinate descent (Friedman, Hastie and Tibshirani 2010), then a backtracking step is taken.
 */
export function fitLassoLogistic(data: LogisticData, c: number): Float64Array {
	if (!(c > 0)) throw new RangeError(`c must be above 0, not ${c}`);
	const objective = (b: Float64Array) => sumOfSizes(b) + c * logisticLoss(data, b);
	let current = new Float64Array(data.columns);
	let value = objective(current);
	for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
		const { gradient, hessian } = differentiate(data, current);
		const target = minimiseModel(current, gradient, hessian, c);
		const change = target.map((to, i) => to - (current[i] ?? 0));
		if (change.every((step) => Math.abs(step) <= TOLERANCE)) return target;
		const from = current;
		let scale = 1;
		let next = target;
		let nextValue = objective(next);
		// The last digits of the objective are rounding; a full step within them is Newton's own and is taken.
		while (nextValue > value + 1e-12 * Math.abs(value) && scale > 1e-9) {
			scale /= 2;
			const factor = scale;
			next = from.map((at, i) => at + factor * (change[i] ?? 0));
			nextValue = objective(next);
		}
		if (scale === 1 && change.every((step) => Math.abs(step) <= 1e-12)) return next;
		current = next;
		value = nextValue;
	}
	throw new Error('the penalised logistic fit did not settle');
}

/** argmin of Σ|b| + c · (gᵀ(b − from) + ½ (b − from)ᵀ H (b − from)) by coordinate descent. */
function minimiseModel(
	from: Float64Array,
	gradient: Float64Array,
	hessian: Float64Array,
	c: number,
): Float64Array<ArrayBuffer> {
	const size = from.length;
	const b = new Float64Array(from);
	for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
		let change = 0;
		for (let i = 0; i < size; i++) {
			const curvature = c * (hessian[i * size + i] ?? 0);
			if (curvature <= 0) continue;
			let slope = gradient[i] ?? 0;
			for (let j = 0; j < size; j++) {
				slope += (hessian[i * size + j] ?? 0) * ((b[j] ?? 0) - (from[j] ?? 0));
			}
			const old = b[i] ?? 0;
			const next = softThreshold(curvature * old - c * slope) / curvature;
			b[i] = next;
			change = Math.max(change, Math.abs(next - old));
		}
		if (change <= TOLERANCE / 10) break;
	}
	return b;
}

function softThreshold(value: number): number {
	return value > 1 ? value - 1 : value < -1 ? value + 1 : 0;
}

function sumOfSizes(b: Float64Array): number {
	return b.reduce((sum, value) => sum + Math.abs(value), 0);
}
