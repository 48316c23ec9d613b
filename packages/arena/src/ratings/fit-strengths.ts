import { factorCholesky, solveCholesky } from '../maths/cholesky.ts';

/**
 * What Bradley–Terry needs of the battles, models × models: `gained[i · n + j]` is wins of i over j plus half their
 * ties. The diagonal is 0.
 */
export type GainedPoints = { readonly gained: Float64Array; readonly size: number };

/** Natural log odds relative to the anchor (its own entry 0), in the order of `modelIds`. */
export type Strengths = {
	readonly kind: 'fitted';
	readonly anchor: number;
	readonly strengths: Float64Array;
	readonly points: GainedPoints;
};

/** Above this, strengths (natural log odds) are on their way to infinity. */
const MAX_STRENGTH = 100;
const TOLERANCE = 1e-12;

/**
 * Maximum likelihood strengths θ of P(i beats j) = 1 / (1 + exp(θ_j − θ_i)), with θ_anchor = 0, in natural log odds.
 * Newton's method to a step of 10⁻¹²; `undefined` when there is no finite optimum (`findUnplaced` says why).
 * `preconditioner`, the Cholesky factor of the Hessian of a nearby fit, spares the factorisations of all but hard cases.
 *
 * Source: Bradley and Terry 1952, "Rank analysis of incomplete block designs"; ties as half a win for each side.
 */
export function fitStrengths(
	{ gained, size }: GainedPoints,
	anchor: number,
	nearby?: { readonly strengths: Float64Array; readonly preconditioner: Float64Array },
): Float64Array | undefined {
	const strengths = nearby ? nearby.strengths.slice() : new Float64Array(size);
	let previous = Infinity;
	for (let iteration = 0; iteration < 200; iteration++) {
		const gradient = differentiateStrengths({ gained, size }, strengths, anchor);
		const factor =
			nearby && iteration < 40
				? nearby.preconditioner
				: factorCholesky(informationMatrix({ gained, size }, strengths, anchor), size - 1);
		if (!factor) return undefined;
		const step = solveCholesky(factor, gradient);
		const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		// Newton's full step overshoots far from the optimum; 1 in log odds is as far as its model can be trusted.
		const scale = longest > 1 ? 1 / longest : 1;
		for (let row = 0; row < size - 1; row++) {
			const model = row < anchor ? row : row + 1;
			strengths[model] = (strengths[model] ?? 0) + scale * (step[row] ?? 0);
		}
		if (strengths.some((strength) => !(Math.abs(strength) < MAX_STRENGTH))) return undefined;
		// The last step may hover at rounding: once tiny and no longer shrinking, it is as good as it gets.
		if (longest <= TOLERANCE || (longest < 1e-10 && longest >= previous)) return strengths;
		previous = longest;
	}
	return undefined;
}

/** Gradient of the log likelihood, the anchor's entry left out. */
function differentiateStrengths(
	{ gained, size }: GainedPoints,
	strengths: Float64Array,
	anchor: number,
) {
	const odds = strengths.map((strength) => Math.exp(strength));
	const all = new Float64Array(size);
	for (let i = 0; i < size; i++) {
		const own = odds[i] ?? 0;
		let sum = 0;
		for (let j = 0; j < i; j++) {
			const won = gained[i * size + j] ?? 0;
			const lost = gained[j * size + i] ?? 0;
			const other = odds[j] ?? 0;
			const surplus = (won * other - lost * own) / (own + other);
			sum += surplus;
			all[j] = (all[j] ?? 0) - surplus;
		}
		all[i] = (all[i] ?? 0) + sum;
	}
	return dropEntry(all, anchor);
}

/** Minus the Hessian of the log likelihood, the anchor's row and column left out: (size − 1)². */
export function informationMatrix(
	{ gained, size }: GainedPoints,
	strengths: Float64Array,
	anchor: number,
): Float64Array {
	const odds = strengths.map((strength) => Math.exp(strength));
	const information = new Float64Array((size - 1) ** 2);
	const add = (model: number, other: number, value: number) => {
		if (model === anchor || other === anchor) return;
		const row = model < anchor ? model : model - 1;
		const column = other < anchor ? other : other - 1;
		const at = row * (size - 1) + column;
		information[at] = (information[at] ?? 0) + value;
	};
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < i; j++) {
			const battles = (gained[i * size + j] ?? 0) + (gained[j * size + i] ?? 0);
			if (battles === 0) continue;
			const own = odds[i] ?? 0;
			const other = odds[j] ?? 0;
			const curvature = (battles * own * other) / (own + other) ** 2;
			add(i, i, curvature);
			add(j, j, curvature);
			add(i, j, -curvature);
			add(j, i, -curvature);
		}
	}
	return information;
}

function dropEntry(values: Float64Array, at: number): Float64Array {
	const kept = new Float64Array(values.length - 1);
	kept.set(values.subarray(0, at));
	kept.set(values.subarray(at + 1), at);
	return kept;
}
