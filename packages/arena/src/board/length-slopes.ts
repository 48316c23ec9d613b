import { sigmoid } from '../maths/logistic-fit.ts';

/** One model's usable questions, as parallel arrays. */
export type LengthRows = {
	/** Points in [0, 1]. */
	readonly targets: Float64Array;
	/** tanh of the standardised length difference (baseline − model), in [−1, 1]. */
	readonly lengths: Float64Array;
	/** How hard the other models found each question, in log odds; 0 where no other model answered it. */
	readonly difficulties: Float64Array;
};

/** A normal distribution of slopes. */
export type SlopePrior = { readonly mean: number; readonly variance: number };

export type LengthFit = {
	readonly ability: number;
	readonly slope: number;
	/** Inverse of the curvature of the likelihood in (ability, slope), without the slope's prior. */
	readonly slopeVariance: number;
	/** Curvature of the penalised likelihood: ability², ability · slope, slope². */
	readonly curvature: readonly [number, number, number];
};

/** Keeps the ability of a model without a win, or without a loss, finite: one hundredth of an observation. */
const ABILITY_PRECISION = 0.01;
const MAX_STEPS = 100;

/**
 * Maximum a posteriori of logit P = ability + slope · length − difficulty, with the slope under `prior`, by Newton's method
 * with bounded steps. Always finite.
 */
export function fitLengths(rows: LengthRows, prior: SlopePrior): LengthFit {
	let ability = 0;
	let slope = prior.mean;
	for (let step = 0; step < MAX_STEPS; step++) {
		const { gradient, curvature } = differentiate(rows, ability, slope, prior);
		const [aa, as, ss] = curvature;
		const determinant = aa * ss - as * as;
		const byAbility = limit((ss * gradient[0] - as * gradient[1]) / determinant);
		const bySlope = limit((aa * gradient[1] - as * gradient[0]) / determinant);
		ability += byAbility;
		slope += bySlope;
		if (Math.max(Math.abs(byAbility), Math.abs(bySlope)) <= 1e-10) break;
	}
	const { curvature } = differentiate(rows, ability, slope, prior);
	const [aa, as, ss] = curvature;
	const information = ss - 1 / prior.variance - (as * as) / aa;
	return { ability, slope, slopeVariance: 1 / Math.max(information, 1e-9), curvature };
}

function differentiate(
	{ targets, lengths, difficulties }: LengthRows,
	ability: number,
	slope: number,
	prior: SlopePrior,
): {
	readonly gradient: readonly [number, number];
	readonly curvature: readonly [number, number, number];
} {
	let [byAbility, bySlope] = [-ABILITY_PRECISION * ability, (prior.mean - slope) / prior.variance];
	let [aa, as, ss] = [ABILITY_PRECISION, 0, 1 / prior.variance];
	for (let row = 0; row < targets.length; row++) {
		const length = lengths[row] ?? 0;
		const share = sigmoid(ability + slope * length - (difficulties[row] ?? 0));
		const weight = share * (1 - share);
		const rest = (targets[row] ?? 0) - share;
		byAbility += rest;
		bySlope += rest * length;
		aa += weight;
		as += weight * length;
		ss += weight * length * length;
	}
	return { gradient: [byAbility, bySlope], curvature: [aa, as, ss] };
}

function limit(step: number): number {
	return Math.max(-1, Math.min(1, step));
}
