import { fitLogistic, sigmoid } from './logistic-fit.ts';
import { type OutcomeMatrix, outcomesOfModel, UNSCORED } from './outcome-matrix.ts';
import { percentileInterval } from './bootstrap.ts';
import { estimateDifficulties } from './question-difficulty.ts';
import { createRandom, mixSeed } from './random.ts';
import { standardiseLengths } from './standardised-lengths.ts';

export type LengthControlRefusal =
	/** Fewer than 30 scored questions with known lengths. */
	| 'not-enough-questions'
	/** All length differences are equal, so length explains nothing and nothing can be corrected. */
	| 'no-length-variation'
	/** The outcomes are separated (all wins, all losses, or split exactly by length): no finite fit exists. */
	| 'separated';

export type LengthControlWarning =
	/** The correction moves the score by more than 10 points: it says more about the model of length than about the answers. */
	| 'large-correction'
	/** Fewer than 5 % of the answers are longer, or shorter, than the baseline's: equal length is extrapolated. */
	| 'extrapolated';

export type LengthControl =
	| {
			readonly kind: 'fitted';
			/** `noreg` has the questions' difficulty in it, `minimal` has not. */
			readonly form: 'minimal' | 'noreg';
			/** The score that the model would have at the baseline's length on every question, in [0, 1]. */
			readonly score: number;
			/** 95 %, percentile bootstrap over questions, refitted; absent when more than 5 % of the refits are refused. */
			readonly interval?: { readonly low: number; readonly high: number };
			/** The plain score over the same questions. */
			readonly rawScore: number;
			readonly questions: number;
			readonly warnings: readonly LengthControlWarning[];
	  }
	| { readonly kind: 'refused'; readonly reason: LengthControlRefusal };

const MIN_QUESTIONS = 30;
const MIN_MODELS_FOR_DIFFICULTY = 8;

/**
 * Length-controlled score of every model of the matrix, in row order: a logistic regression of the outcome (win 1, tie ½,
 * loss 0) on tanh of the standardised length difference with an intercept (`minimal`) and, when the matrix has at least
 * eight models, the question's jointly estimated difficulty (`noreg`); predicted at zero length difference and averaged
 * over the model's questions. No penalty and no regularisation rows. Bootstrap: 200 resamples of questions unless told,
 * the same for all models; each restandardises the lengths and refits the regression, the difficulties stay.
 * `lengthDifferences` is models × questions (`buildLengthDifferences`); a cell that is unscored or NaN is left out.
 * Throws a RangeError when the two sizes differ.
 *
 * Source: Dubois, Galambosi, Liang and Hashimoto 2024, "Length-controlled AlpacaEval: a simple way to debias automatic
 * evaluators", equations 1 to 3.
 */
export function controlLength(input: {
	readonly seed: string;
	readonly outcomes: OutcomeMatrix;
	readonly lengthDifferences: Float64Array;
	readonly resamples?: number;
}): readonly LengthControl[] {
	const { seed, outcomes, lengthDifferences, resamples = 200 } = input;
	if (lengthDifferences.length !== outcomes.outcomes.length) {
		throw new RangeError(
			`${outcomes.outcomes.length} outcomes have ${lengthDifferences.length} length differences`,
		);
	}
	const models = outcomes.modelIds.map((_, row) => collectRows(outcomes, lengthDifferences, row));
	const difficulties =
		models.length >= MIN_MODELS_FOR_DIFFICULTY ? difficultiesOf(outcomes, models) : undefined;
	return models.map((rows, row) => {
		const size = outcomes.questionIds.length;
		const own = difficulties?.subarray(row * size, (row + 1) * size);
		const withOwn = {
			...rows,
			...(own && { difficulties: Float64Array.from(rows.columns, (at) => own[at] ?? 0) }),
		};
		return controlModel(withOwn, mixSeed(seed, 'length-control'), resamples);
	});
}

/** One model's usable questions, as parallel arrays. */
type Rows = {
	readonly columns: Int32Array;
	readonly targets: Float64Array;
	readonly differences: Float64Array;
	readonly difficulties?: Float64Array;
};

function collectRows(outcomes: OutcomeMatrix, differences: Float64Array, row: number) {
	const cells = outcomesOfModel(outcomes, row);
	const start = row * outcomes.questionIds.length;
	const columns = Int32Array.from(
		[...cells.keys()].filter(
			(at) => cells[at] !== UNSCORED && !Number.isNaN(differences[start + at] ?? NaN),
		),
	);
	return {
		columns,
		targets: Float64Array.from(columns, (at) => (cells[at] ?? 0) / 2),
		differences: Float64Array.from(columns, (at) => differences[start + at] ?? 0),
	};
}

function difficultiesOf({ modelIds, questionIds }: OutcomeMatrix, models: readonly Rows[]) {
	const targets = new Float64Array(modelIds.length * questionIds.length).fill(NaN);
	const lengths = targets.slice();
	models.forEach(({ columns, targets: own, differences }, row) => {
		const features = standardiseLengths(differences) ?? new Float64Array(own.length);
		columns.forEach((column, at) => {
			targets[row * questionIds.length + column] = own[at] ?? NaN;
			lengths[row * questionIds.length + column] = features[at] ?? NaN;
		});
	});
	const size = { models: modelIds.length, questions: questionIds.length };
	return estimateDifficulties({ ...size, targets, lengths });
}

function controlModel(rows: Rows, seed: string, resamples: number): LengthControl {
	const count = rows.targets.length;
	if (count < MIN_QUESTIONS) return { kind: 'refused', reason: 'not-enough-questions' };
	const fit = fitRows(rows, new Float64Array(count).fill(1));
	if (fit.kind === 'refused') return fit;
	const rawScore = rows.targets.reduce((sum, target) => sum + target, 0) / count;
	const interval = bootstrap(rows, seed, resamples, fit.coefficients);
	return {
		kind: 'fitted',
		form: rows.difficulties ? 'noreg' : 'minimal',
		score: fit.score,
		...(interval && { interval }),
		rawScore,
		questions: count,
		warnings: collectWarnings(rows.differences, fit.score - rawScore),
	};
}

/** Fits the rows, each counted `weights` times, and predicts at zero length difference. */
function fitRows(
	{ targets, differences, difficulties }: Rows,
	weights: Float64Array,
	start?: Float64Array,
) {
	const lengths = standardiseLengths(differences, weights);
	if (!lengths) return { kind: 'refused', reason: 'no-length-variation' } as const;
	const columns = difficulties ? 3 : 2;
	const features = new Float64Array(targets.length * columns);
	for (let row = 0; row < targets.length; row++) {
		features[row * columns] = 1;
		features[row * columns + 1] = lengths[row] ?? 0;
		if (difficulties) features[row * columns + 2] = difficulties[row] ?? 0;
	}
	const fit = fitLogistic({ features, columns, targets, weights }, start);
	if (fit.kind === 'refused') return { kind: 'refused', reason: 'separated' } as const;
	const [intercept = 0, , perDifficulty = 0] = fit.coefficients;
	let sum = 0;
	let count = 0;
	for (let row = 0; row < targets.length; row++) {
		const weight = weights[row] ?? 0;
		if (weight === 0) continue;
		sum += weight * sigmoid(intercept + perDifficulty * (difficulties?.[row] ?? 0));
		count += weight;
	}
	return { kind: 'fitted', score: sum / count, coefficients: fit.coefficients } as const;
}

function bootstrap(rows: Rows, seed: string, resamples: number, start: Float64Array) {
	const count = rows.targets.length;
	const scores: number[] = [];
	for (let resample = 0; resample < resamples; resample++) {
		const { nextInt } = createRandom(mixSeed(seed, resample));
		const weights = new Float64Array(count);
		for (let draw = 0; draw < count; draw++) {
			const row = nextInt(count);
			weights[row] = (weights[row] ?? 0) + 1;
		}
		const fit = fitRows(rows, weights, start);
		if (fit.kind === 'fitted') scores.push(fit.score);
	}
	if (scores.length === 0 || scores.length < 0.95 * resamples) return undefined;
	return percentileInterval(Float64Array.from(scores));
}

function collectWarnings(differences: Float64Array, correction: number): LengthControlWarning[] {
	const longer = differences.filter((difference) => difference <= 0).length;
	const shorter = differences.filter((difference) => difference >= 0).length;
	return [
		...(Math.abs(correction) > 0.1 ? (['large-correction'] as const) : []),
		...(Math.min(longer, shorter) < 0.05 * differences.length ? (['extrapolated'] as const) : []),
	];
}
