import { factorCholesky, solveCholesky } from './cholesky.ts';

/** Rows of a logistic regression. No intercept is added: give it as a column of ones. */
export type LogisticData = {
	/** rows × columns, row after row. */
	readonly features: Float64Array;
	readonly columns: number;
	/** In [0, 1]; a share between stands for that mixture of both labels. */
	readonly targets: Float64Array;
	/** Not negative; a row of weight 0 is not there. */
	readonly weights: Float64Array;
	/** Adds ridge / 2 · Σ b² to the loss; 0 where left out. Above 0 the optimum is finite whatever the labels. */
	readonly ridge?: number;
};

export type LogisticFit =
	| { readonly kind: 'fitted'; readonly coefficients: Float64Array }
	| {
			readonly kind: 'refused';
			/** `separated`: no finite optimum. `collinear`: no single one, an empty or constant-zero design included. */
			readonly reason: 'separated' | 'collinear';
	  };

const MAX_ITERATIONS = 60;
/** A fitted log odds beyond this (probability 10⁻¹³) is a row on its way to infinity. */
const MAX_LOG_ODDS = 30;
const STEP_TOLERANCE = 1e-9;

/**
 * Maximum likelihood by Newton's method with step halving, until a step is below 10⁻⁹ (what is left is its square). A gradient near zero
 * is no proof of an optimum here: where labels are separated it vanishes while the coefficients run away, in steps that
 * do not shrink, so the step is what is watched (Albert and Anderson 1984, "On the existence of maximum likelihood
 * estimates in logistic regression models").
 */
export function fitLogistic(data: LogisticData, start?: Float64Array): LogisticFit {
	const coefficients = start ? start.slice() : new Float64Array(data.columns);
	let loss = logisticLoss(data, coefficients);
	for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
		const { gradient, hessian } = differentiate(data, coefficients);
		const lower = factorCholesky(hessian, data.columns);
		if (!lower)
			return { kind: 'refused', reason: iteration === 0 && !start ? 'collinear' : 'separated' };
		const step = solveCholesky(lower, gradient);
		let scale = 1;
		let next = addScaled(coefficients, step, -scale);
		let nextLoss = logisticLoss(data, next);
		while (nextLoss > loss + 1e-12 * Math.abs(loss) && scale > 1e-6) {
			scale /= 2;
			next = addScaled(coefficients, step, -scale);
			nextLoss = logisticLoss(data, next);
		}
		coefficients.set(next);
		loss = nextLoss;
		if (largestLogOdds(data, coefficients) > MAX_LOG_ODDS) break;
		const change = scale * step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		const size = coefficients.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
		if (change <= STEP_TOLERANCE * size) return { kind: 'fitted', coefficients };
	}
	return { kind: 'refused', reason: 'separated' };
}

/** Weighted sum of cross-entropies, and the ridge. */
export function logisticLoss(data: LogisticData, coefficients: Float64Array): number {
	const { targets, weights, ridge = 0 } = data;
	let loss = (ridge / 2) * coefficients.reduce((sum, value) => sum + value * value, 0);
	for (let row = 0; row < targets.length; row++) {
		const logOdds = logOddsOf(data, row, coefficients);
		const softplus = Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds)));
		loss += (weights[row] ?? 0) * (softplus - (targets[row] ?? 0) * logOdds);
	}
	return loss;
}

/** Gradient and Hessian (columns × columns) of `logisticLoss`. */
export function differentiate(
	{ features, columns, targets, weights, ridge = 0 }: LogisticData,
	coefficients: Float64Array,
) {
	const gradient = Float64Array.from({ length: columns }, (_, i) => ridge * (coefficients[i] ?? 0));
	const hessian = new Float64Array(columns * columns);
	for (let i = 0; i < columns; i++) hessian[i * columns + i] = ridge;
	for (let row = 0; row < targets.length; row++) {
		const weight = weights[row] ?? 0;
		if (weight === 0) continue;
		let logOdds = 0;
		for (let i = 0; i < columns; i++) {
			logOdds += (features[row * columns + i] ?? 0) * (coefficients[i] ?? 0);
		}
		const share = sigmoid(logOdds);
		const residual = weight * (share - (targets[row] ?? 0));
		const curvature = weight * share * (1 - share);
		for (let i = 0; i < columns; i++) {
			const feature = features[row * columns + i] ?? 0;
			gradient[i] = (gradient[i] ?? 0) + residual * feature;
			for (let j = 0; j <= i; j++) {
				const at = i * columns + j;
				hessian[at] = (hessian[at] ?? 0) + curvature * feature * (features[row * columns + j] ?? 0);
			}
		}
	}
	for (let i = 0; i < columns; i++) {
		for (let j = 0; j < i; j++) hessian[j * columns + i] = hessian[i * columns + j] ?? 0;
	}
	return { gradient, hessian };
}

export function sigmoid(logOdds: number): number {
	const odds = Math.exp(-Math.abs(logOdds));
	return (logOdds >= 0 ? 1 : odds) / (1 + odds);
}

function logOddsOf(
	{ features, columns }: LogisticData,
	row: number,
	coefficients: Float64Array,
): number {
	let logOdds = 0;
	for (let i = 0; i < columns; i++) {
		logOdds += (features[row * columns + i] ?? 0) * (coefficients[i] ?? 0);
	}
	return logOdds;
}

function largestLogOdds(data: LogisticData, coefficients: Float64Array): number {
	let largest = 0;
	for (let row = 0; row < data.targets.length; row++) {
		if ((data.weights[row] ?? 0) === 0) continue;
		largest = Math.max(largest, Math.abs(logOddsOf(data, row, coefficients)));
	}
	return largest;
}

function addScaled(base: Float64Array, step: Float64Array, scale: number): Float64Array {
	return base.map((value, i) => value + scale * (step[i] ?? 0));
}
