import { type OutcomeMatrix, outcomesOfModel, UNSCORED } from '../outcomes/outcome-matrix.ts';
import { sigmoid } from '../maths/logistic-fit.ts';
import { standardiseLengths } from '../maths/standardised-lengths.ts';
import { fitLengths, type LengthFit, type LengthRows, type SlopePrior } from './length-slopes.ts';
import { estimateSlopePrior, sumSlopes } from './slope-prior.ts';
import { addSlopes, NO_SLOPES, type SlopeSums } from '../outcomes/slope-sums.ts';
import { type Difficulties, estimateDifficulties } from './question-difficulty.ts';

export type LengthControlRefusal =
	/** Fewer than 30 scored questions with known lengths. */
	| 'not-enough-questions'
	/** All length differences are equal, so length explains nothing and nothing can be corrected. */
	| 'no-length-variation'
	/** The model won every battle, or lost every one: no length explains that. */
	| 'separated'
	/** The correction moves the score by more than 17 points (15 up to `board-5`): the value would say more about length than about the answers. */
	| 'length-decides';

export type LengthControlWarning =
	/** Of boards up to `board-4`: the correction moves the score by more than 10 points. */
	| 'large-correction'
	/** Fewer than 5 % of the answers are longer, or shorter, than the baseline's: equal length is extrapolated. */
	| 'extrapolated';

export type LengthControl =
	| {
			readonly kind: 'fitted';
			/** The score that the model would have at the baseline's length on every question, in [0, 1]. */
			readonly score: number;
			/** 95 %, over questions; absent on a board up to `board-4` whose resamples were refused. */
			readonly interval?: { readonly low: number; readonly high: number };
			/** The plain score over the same questions. */
			readonly rawScore: number;
			readonly questions: number;
			readonly warnings: readonly LengthControlWarning[];
	  }
	| { readonly kind: 'refused'; readonly reason: LengthControlRefusal };

const MIN_QUESTIONS = 30;
const MOST_CORRECTION = 0.17;
const NORMAL_POINT = 1.959963984540054;
/** Wide enough to leave a model's own slope to its own outcomes, before the judge's distribution is known. */
const WIDE: SlopePrior = { mean: 0, variance: 1000 };

/**
 * Score at the baseline's length of every model of the matrix, in row order. One form at every number of models: a logistic
 * regression of the outcome (win 1, tie ½, loss 0) on tanh of the standardised length difference with the model's intercept
 * and the question's difficulty as the other models found it (shrunken, 0 with no other model); the slope is drawn towards
 * the slopes of the judge over this board and the `otherBoards` (`estimateSlopePrior`). Predicted at zero length difference
 * and averaged over the model's questions. The interval is a sandwich over questions on the log odds (Huber 1967).
 * `lengthDifferences` is models × questions (`buildLengthDifferences`); a cell that is unscored or NaN is left out.
 * `slopes` are this board's own, of which no prior knows. `unrest` is that of the difficulties: 0 where a patient
 * computation gives the same bits.
 * Throws a RangeError when the two sizes differ.
 *
 * Source: Dubois, Galambosi, Liang and Hashimoto 2024, "Length-controlled AlpacaEval: a simple way to debias automatic
 * evaluators", equations 1 to 3, with a distribution of slopes in place of the L1 penalty.
 */
export function controlLength(input: {
	readonly outcomes: OutcomeMatrix;
	readonly lengthDifferences: Float64Array;
	/** Of the judge version's other boards; none by default. */
	readonly otherBoards?: SlopeSums;
	/** As of `estimateDifficulties`. */
	readonly isPatient?: boolean;
}): {
	readonly models: readonly LengthControl[];
	readonly slopes: SlopeSums;
	readonly unrest: number;
} {
	const { outcomes, lengthDifferences, otherBoards = NO_SLOPES, isPatient = false } = input;
	if (lengthDifferences.length !== outcomes.outcomes.length) {
		throw new RangeError(
			`${outcomes.outcomes.length} outcomes have ${lengthDifferences.length} length differences`,
		);
	}
	const models = outcomes.modelIds.map((_, row) => collectCells(outcomes, lengthDifferences, row));
	const difficulties = difficultiesOf(outcomes, models, isPatient);
	const rows = models.map((cells, row) => asRows(cells, difficulties.values, row, outcomes));
	const usable = rows.filter((own): own is LengthRows => 'targets' in own);
	const slopes = sumSlopes(usable.map((own) => fitLengths(own, WIDE)));
	const prior = estimateSlopePrior(addSlopes(otherBoards, slopes));
	return {
		models: rows.map((own, row) =>
			'targets' in own ? controlModel(own, prior, models[row]?.differences ?? NONE) : own,
		),
		slopes,
		unrest: difficulties.unrest,
	};
}

const NONE = new Float64Array();

/** One model's usable cells, as parallel arrays. */
type Cells = {
	readonly columns: Int32Array;
	readonly targets: Float64Array;
	readonly differences: Float64Array;
	readonly lengths: Float64Array | undefined;
};

function collectCells(outcomes: OutcomeMatrix, differences: Float64Array, row: number): Cells {
	const cells = outcomesOfModel(outcomes, row);
	const start = row * outcomes.questionIds.length;
	const columns = Int32Array.from(
		[...cells.keys()].filter(
			(at) => cells[at] !== UNSCORED && !Number.isNaN(differences[start + at] ?? NaN),
		),
	);
	const own = Float64Array.from(columns, (at) => differences[start + at] ?? 0);
	return {
		columns,
		targets: Float64Array.from(columns, (at) => (cells[at] ?? 0) / 2),
		differences: own,
		lengths: standardiseLengths(own),
	};
}

/** Models × questions; 0 where no other model has a usable cell. */
function difficultiesOf(
	{ modelIds, questionIds }: OutcomeMatrix,
	models: readonly Cells[],
	isPatient: boolean,
): Difficulties {
	const size = { models: modelIds.length, questions: questionIds.length };
	const targets = new Float64Array(modelIds.length * questionIds.length).fill(NaN);
	const lengths = targets.slice();
	models.forEach(({ columns, targets: own, lengths: features }, row) => {
		columns.forEach((column, at) => {
			targets[row * questionIds.length + column] = own[at] ?? NaN;
			lengths[row * questionIds.length + column] = features?.[at] ?? 0;
		});
	});
	if (modelIds.length < 2) return { values: new Float64Array(targets.length), unrest: 0 };
	return estimateDifficulties({ ...size, targets, lengths, isPatient });
}

function asRows(
	{ columns, targets, lengths }: Cells,
	difficulties: Float64Array,
	row: number,
	{ questionIds }: OutcomeMatrix,
): LengthRows | Extract<LengthControl, { kind: 'refused' }> {
	const refuse = (reason: LengthControlRefusal) => ({ kind: 'refused', reason }) as const;
	if (targets.length < MIN_QUESTIONS) return refuse('not-enough-questions');
	if (!lengths) return refuse('no-length-variation');
	if (targets.every((target) => target === 0) || targets.every((target) => target === 1))
		return refuse('separated');
	const start = row * questionIds.length;
	const own = Float64Array.from(columns, (column) => difficulties[start + column] ?? 0);
	return { targets, lengths, difficulties: own };
}

function controlModel(
	rows: LengthRows,
	prior: SlopePrior,
	differences: Float64Array,
): LengthControl {
	const fit = fitLengths(rows, prior);
	const { score, error } = predict(rows, fit);
	const rawScore = mean(rows.targets);
	if (Math.abs(score - rawScore) > MOST_CORRECTION)
		return { kind: 'refused', reason: 'length-decides' };
	const middle = Math.log(score / (1 - score));
	const reach = (NORMAL_POINT * error) / (score * (1 - score));
	return {
		kind: 'fitted',
		score,
		interval: { low: sigmoid(middle - reach), high: sigmoid(middle + reach) },
		rawScore,
		questions: rows.targets.length,
		warnings: collectWarnings(differences),
	};
}

/** The mean prediction at zero length difference, and its standard error over questions. */
function predict(rows: LengthRows, { ability, slope, curvature }: LengthFit) {
	const { targets, lengths, difficulties } = rows;
	const n = targets.length;
	const shares = difficulties.map((difficulty) => sigmoid(ability - difficulty));
	const score = mean(shares);
	const perAbility = mean(shares.map((share) => share * (1 - share)));
	const [aa, as, ss] = curvature;
	const determinant = aa * ss - as * as;
	let squares = 0;
	for (let row = 0; row < n; row++) {
		const length = lengths[row] ?? 0;
		const fitted = sigmoid(ability + slope * length - (difficulties[row] ?? 0));
		const rest = (targets[row] ?? 0) - fitted;
		const step = (ss * rest - as * rest * length) / determinant;
		squares += (((shares[row] ?? 0) - score) / n + perAbility * step) ** 2;
	}
	return { score, error: Math.sqrt((squares * n) / (n - 2)) };
}

function collectWarnings(differences: Float64Array): LengthControlWarning[] {
	const longer = differences.filter((difference) => difference <= 0).length;
	const shorter = differences.filter((difference) => difference >= 0).length;
	return Math.min(longer, shorter) < 0.05 * differences.length ? ['extrapolated'] : [];
}

function mean(values: Float64Array): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
