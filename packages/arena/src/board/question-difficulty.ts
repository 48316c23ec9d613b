import { sigmoid } from '../maths/logistic-fit.ts';

/** Models × questions, row after row: targets in [0, 1] and features, NaN where a cell is not to be used. */
export type DifficultyInput = {
	readonly models: number;
	readonly questions: number;
	readonly targets: Float64Array;
	/** Standardised length feature, in [−1, 1]. */
	readonly lengths: Float64Array;
	/** To go on until a sweep moves nothing but its last digits, which on some boards never happens. */
	readonly isPatient?: boolean;
};

export type Difficulties = {
	/** Models × questions, log odds, higher is harder. */
	readonly values: Float64Array;
	/**
	 * How far rounding still moved a term in one of the last sweeps: rounding of about that size is between these values and those
	 * of a patient estimate. 0 where these have the same bits.
	 */
	readonly unrest: number;
};

/** Prior precision of a difficulty (a standard normal, as of the abilities in a Rasch model), and of the models' terms. */
const QUESTION_PRECISION = 1;
const MODEL_PRECISION = 0.01;
const MAX_SWEEPS = 1000;
/** Below it a sweep that moves no less than the one before it has come to its end. */
const ROUNDING = 1e-13;
/** As many sweeps again as it took to come this near bring the square of it: nothing but rounding is left. */
const NEAR = 1e-10;
/** Sweeps whose largest movement is the unrest. */
const LAST_SWEEPS = 4;
const MAX_STEPS = 50;
/** The Newton step after one of this size is below half of its square, 5 · 10⁻¹⁴: it is not taken. */
const LAST_STEP = 3e-7;

/**
 * How hard each question is to win, for each model as the other models found it: models × questions, log odds, higher is
 * harder, 0 where no other model has a usable cell. Jointly estimated in
 *
 *   logit P(model m wins question q) = ability_m + slope_m · length_mq − difficulty_q,   difficulty_q ~ N(0, 1),
 *
 * by maximum a posteriori with difficulties of mean 0 (cyclic Newton steps, abilities and slopes under a weak normal prior that keeps a model without
 * a loss finite); then each model's own outcomes are left out of the difficulties it is given, since a regression on
 * its own outcomes would explain them by themselves.
 *
 * Source: the joint instruction-difficulty term of Dubois, Galambosi, Liang and Hashimoto 2024, "Length-controlled
 * AlpacaEval", section 3, estimated as in Rasch 1960.
 */
export function estimateDifficulties(input: DifficultyInput): Difficulties {
	const { models, questions, targets } = input;
	const terms = {
		abilities: new Float64Array(models),
		slopes: new Float64Array(models),
		difficulties: new Float64Array(questions),
	};
	const columns = transpose(input);
	const room = new Float64Array(models);
	const unrest = sweepTerms(input, columns, terms, room);
	const own = new Float64Array(targets.length);
	columns.forEach((column, question) => {
		const from = terms.difficulties[question] ?? 0;
		const { whole, without } = solveColumn(column, logOddsOf(column, terms, room), from);
		for (let model = 0; model < models; model++) own[model * questions + question] = whole;
		column.rows.forEach((model, at) => {
			own[model * questions + question] = without[at] ?? 0;
		});
	});
	return { values: own, unrest };
}

type Terms = {
	readonly abilities: Float64Array;
	readonly slopes: Float64Array;
	readonly difficulties: Float64Array;
};

/** Brings the terms to the optimum. Returns the unrest. */
function sweepTerms(
	input: DifficultyInput,
	columns: readonly Column[],
	terms: Terms,
	room: Float64Array,
): number {
	let last = Infinity;
	let sweepsToNear = Infinity;
	let unrest = 0;
	for (let sweep = 1; sweep <= MAX_SWEEPS; sweep++) {
		const moved = sweepOnce(input, columns, terms, room);
		// What is left is rounding. The steps do not vanish: the models' prior and the mean of 0 take back what the other gave.
		if (moved <= ROUNDING && moved >= last) return 0;
		last = moved;
		if (moved <= NEAR) sweepsToNear = Math.min(sweepsToNear, sweep);
		if (input.isPatient || sweep === MAX_SWEEPS) continue;
		if (sweep >= 2 * sweepsToNear - LAST_SWEEPS) unrest = Math.max(unrest, moved);
		if (sweep >= 2 * sweepsToNear) return unrest;
	}
	return 0;
}

/** Returns how far the term that moved farthest has moved. */
function sweepOnce(
	input: DifficultyInput,
	columns: readonly Column[],
	terms: Terms,
	room: Float64Array,
): number {
	const all = [terms.abilities, terms.slopes, terms.difficulties];
	const before = all.map((values) => values.slice());
	for (let model = 0; model < input.models; model++) stepModel(input, terms, model);
	columns.forEach((column, question) => {
		const from = terms.difficulties[question] ?? 0;
		terms.difficulties[question] =
			from + stepQuestion(column, logOddsOf(column, terms, room), from);
	});
	centre(terms.abilities, terms.difficulties);
	return all.reduce((most, values, at) => Math.max(most, farthest(before[at], values)), 0);
}

/** One Newton step of a model's ability and slope. */
function stepModel(input: DifficultyInput, terms: Terms, model: number): void {
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
}

/** The usable cells of one question, in the order of the models. */
type Column = {
	readonly rows: Int32Array;
	readonly targets: Float64Array;
	readonly lengths: Float64Array;
};

function transpose({ models, questions, targets, lengths }: DifficultyInput): readonly Column[] {
	return Array.from({ length: questions }, (_, question) => {
		const rows = Int32Array.from({ length: models }, (__, model) => model).filter((model) => {
			const at = model * questions + question;
			return !Number.isNaN(targets[at] ?? NaN) && !Number.isNaN(lengths[at] ?? NaN);
		});
		return {
			rows,
			targets: Float64Array.from(rows, (model) => targets[model * questions + question] ?? 0),
			lengths: Float64Array.from(rows, (model) => lengths[model * questions + question] ?? 0),
		};
	});
}

/** The log odds of each usable cell on a question of no difficulty, written into `room`. */
function logOddsOf({ rows, lengths }: Column, { abilities, slopes }: Terms, room: Float64Array) {
	for (let at = 0; at < rows.length; at++) {
		const model = rows[at] ?? 0;
		room[at] = (abilities[model] ?? 0) + (slopes[model] ?? 0) * (lengths[at] ?? 0);
	}
	return room;
}

/** One Newton step of a question's difficulty with one of its cells (or −1: none) left out. */
function stepQuestion(
	{ targets }: Column,
	logOdds: Float64Array,
	from: number,
	without = -1,
): number {
	let gradient = -QUESTION_PRECISION * from;
	let curvature = QUESTION_PRECISION;
	for (let at = 0; at < targets.length; at++) {
		if (at === without) continue;
		const share = sigmoid((logOdds[at] ?? 0) - from);
		gradient += share - (targets[at] ?? 0);
		curvature += share * (1 - share);
	}
	return limitStep(gradient / curvature);
}

/** The difficulty from all cells, and without each of them in turn, each by Newton steps from `from`. */
function solveColumn(column: Column, logOdds: Float64Array, from: number) {
	const finish = (first: number, without: number) => {
		let step = first;
		let difficulty = from + step;
		for (let more = 1; more < MAX_STEPS && Math.abs(step) > LAST_STEP; more++) {
			step = stepQuestion(column, logOdds, difficulty, without);
			difficulty += step;
		}
		return difficulty;
	};
	return {
		whole: finish(stepQuestion(column, logOdds, from), -1),
		without: firstStepsWithout(column, logOdds, from).map(finish),
	};
}

/** The first of those steps: all of them begin at one difficulty, so each cell's share there is computed once. */
function firstStepsWithout({ targets }: Column, logOdds: Float64Array, from: number): Float64Array {
	const cells = targets.length;
	const shares = Float64Array.from(targets, (_, at) => sigmoid((logOdds[at] ?? 0) - from));
	const steps = new Float64Array(cells);
	let gradientBefore = -QUESTION_PRECISION * from;
	let curvatureBefore = QUESTION_PRECISION;
	for (let without = 0; without < cells; without++) {
		let gradient = gradientBefore;
		let curvature = curvatureBefore;
		for (let at = without + 1; at < cells; at++) {
			const share = shares[at] ?? 0;
			gradient += share - (targets[at] ?? 0);
			curvature += share * (1 - share);
		}
		steps[without] = limitStep(gradient / curvature);
		const own = shares[without] ?? 0;
		gradientBefore += own - (targets[without] ?? 0);
		curvatureBefore += own * (1 - own);
	}
	return steps;
}

function farthest(before: Float64Array | undefined, after: Float64Array): number {
	let most = 0;
	for (let at = 0; at < after.length; at++) {
		most = Math.max(most, Math.abs((after[at] ?? 0) - (before?.[at] ?? 0)));
	}
	return most;
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
