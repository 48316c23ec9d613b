import { sigmoid } from '../maths/logistic-fit.ts';

/** Models × questions, row after row: targets in [0, 1] and features, NaN where a cell is not to be used. */
export type DifficultyInput = {
	readonly models: number;
	readonly questions: number;
	readonly targets: Float64Array;
	/** Standardised length feature, in [−1, 1]. */
	readonly lengths: Float64Array;
};

/** Prior precision of a difficulty (a standard normal, as of the abilities in a Rasch model), and of the models' terms. */
const QUESTION_PRECISION = 1;
const MODEL_PRECISION = 0.01;
const MAX_SWEEPS = 1000;
const TOLERANCE = 1e-8;

/**
 * How hard each question is to win, for each model as the other models found it: models × questions, log odds, higher is
 * harder, 0 where no other model has a usable cell. Jointly estimated in
 *
 *   logit P(model m wins question q) = ability_m + slope_m · length_mq − difficulty_q,   difficulty_q ~ N(0, 1),
 *
 * by maximum a posteriori (cyclic Newton steps, abilities and slopes under a weak normal prior that keeps a model without
 * a loss finite); then each model's own outcomes are left out of the difficulties it is given, since a regression on
 * its own outcomes would explain them by themselves.
 *
 * Source: the joint instruction-difficulty term of Dubois, Galambosi, Liang and Hashimoto 2024, "Length-controlled
 * AlpacaEval", section 3, estimated as in Rasch 1960.
 */
export function estimateDifficulties(input: DifficultyInput): Float64Array {
	const { models, questions, targets } = input;
	const abilities = new Float64Array(models);
	const slopes = new Float64Array(models);
	const difficulties = new Float64Array(questions);
	for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
		let change = 0;
		for (let model = 0; model < models; model++) {
			change = Math.max(change, stepModel(input, { abilities, slopes, difficulties }, model));
		}
		for (let question = 0; question < questions; question++) {
			const step = stepQuestion(input, { abilities, slopes, difficulties }, question, -1);
			difficulties[question] = (difficulties[question] ?? 0) + step;
			change = Math.max(change, Math.abs(step));
		}
		centre(abilities, difficulties);
		if (change <= TOLERANCE) break;
	}
	const own = new Float64Array(targets.length);
	for (let question = 0; question < questions; question++) {
		for (let model = 0; model < models; model++) {
			own[model * questions + question] = solveWithout(
				input,
				{ abilities, slopes, difficulties },
				question,
				model,
			);
		}
	}
	return own;
}

type Terms = {
	readonly abilities: Float64Array;
	readonly slopes: Float64Array;
	readonly difficulties: Float64Array;
};

/** One Newton step of a model's ability and slope; gives the larger of the two changes. */
function stepModel(input: DifficultyInput, terms: Terms, model: number): number {
	const { questions, targets, lengths } = input;
	const ability = terms.abilities[model] ?? 0;
	const slope = terms.slopes[model] ?? 0;
	let gradientAbility = -MODEL_PRECISION * ability;
	let gradientSlope = -MODEL_PRECISION * slope;
	let abilityAbility = MODEL_PRECISION;
	let abilitySlope = 0;
	let slopeSlope = MODEL_PRECISION;
	for (let question = 0; question < questions; question++) {
		const at = model * questions + question;
		const target = targets[at] ?? NaN;
		const length = lengths[at] ?? NaN;
		if (Number.isNaN(target) || Number.isNaN(length)) continue;
		const share = sigmoid(ability + slope * length - (terms.difficulties[question] ?? 0));
		const curvature = share * (1 - share);
		gradientAbility += target - share;
		gradientSlope += (target - share) * length;
		abilityAbility += curvature;
		abilitySlope += curvature * length;
		slopeSlope += curvature * length * length;
	}
	const determinant = abilityAbility * slopeSlope - abilitySlope ** 2;
	const stepAbility = limitStep(
		(slopeSlope * gradientAbility - abilitySlope * gradientSlope) / determinant,
	);
	const stepSlope = limitStep(
		(abilityAbility * gradientSlope - abilitySlope * gradientAbility) / determinant,
	);
	terms.abilities[model] = ability + stepAbility;
	terms.slopes[model] = slope + stepSlope;
	return Math.max(Math.abs(stepAbility), Math.abs(stepSlope));
}

/** One Newton step of a question's difficulty with one model (or −1: none) left out. */
function stepQuestion(
	input: DifficultyInput,
	{ abilities, slopes, difficulties }: Terms,
	question: number,
	without: number,
	from = difficulties[question] ?? 0,
): number {
	let gradient = -QUESTION_PRECISION * from;
	let curvature = QUESTION_PRECISION;
	for (let model = 0; model < input.models; model++) {
		const at = model * input.questions + question;
		const target = input.targets[at] ?? NaN;
		const length = input.lengths[at] ?? NaN;
		if (model === without || Number.isNaN(target) || Number.isNaN(length)) continue;
		const share = sigmoid((abilities[model] ?? 0) + (slopes[model] ?? 0) * length - from);
		gradient += share - target;
		curvature += share * (1 - share);
	}
	return limitStep(gradient / curvature);
}

function solveWithout(
	input: DifficultyInput,
	terms: Terms,
	question: number,
	model: number,
): number {
	let difficulty = terms.difficulties[question] ?? 0;
	for (let iteration = 0; iteration < 50; iteration++) {
		const step = stepQuestion(input, terms, question, model, difficulty);
		difficulty += step;
		if (Math.abs(step) <= TOLERANCE) break;
	}
	return difficulty;
}

/** Adding a constant to all abilities and difficulties changes no probability; the prior wants a mean of 0. */
function centre(abilities: Float64Array, difficulties: Float64Array) {
	if (difficulties.length === 0) return;
	const mean = difficulties.reduce((sum, value) => sum + value, 0) / difficulties.length;
	difficulties.forEach((value, at) => (difficulties[at] = value - mean));
	abilities.forEach((value, at) => (abilities[at] = value - mean));
}

function limitStep(step: number): number {
	return Math.max(-2, Math.min(2, step));
}
