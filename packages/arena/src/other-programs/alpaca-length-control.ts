import { fitLassoLogistic } from './lasso-logistic.ts';
import { fitLogistic, type LogisticData, sigmoid } from '../maths/logistic-fit.ts';
import { standardiseLengths } from '../maths/standardised-lengths.ts';

/** One judged answer. */
export type AlpacaRow = {
	/** The judge's preference for the model, 0 to 1. */
	readonly preference: number;
	/** Code points of the baseline's answer minus those of the model's. */
	readonly lengthDifference: number;
	/** AlpacaEval's published per-instruction constant. */
	readonly difficulty: number;
};

/** A row of answers that only differ in length, AlpacaEval's regularisation data. */
export type GamedRow = {
	readonly preference: number;
	/** (Baseline − model) length difference in standard deviations. */
	readonly standardisedLengthDifference: number;
	readonly difficulty: number;
};

/** `v1` is the published leaderboard's; the other two leave out the gamed rows, `minimal` the difficulty as well. */
export type AlpacaForm =
	| { readonly kind: 'v1'; readonly gamedRows: readonly GamedRow[] }
	| { readonly kind: 'noreg' }
	| { readonly kind: 'minimal' };

export type AlpacaLengthControl = {
	/** Length-controlled win rate, in [0, 1]. */
	readonly winRate: number;
	/** Sample standard deviation of the predictions over √rows: AlpacaEval's figure, not an interval's half-width. */
	readonly standardError?: number;
	/** Length, difficulty (not in `minimal`), model. */
	readonly coefficients: readonly number[];
};

const GAMED_WEIGHT = 0.1;

/**
 * AlpacaEval's length-controlled win rate at a given C, for comparison with its published tables: the exact minimiser of
 * its objective (the original stops liblinear early, which moves results by up to 0.02 points; its C is chosen by
 * cross-validation over folds that depend on the versions of its libraries, so C is an argument here).
 * An infinite C leaves the penalty out. `undefined` without rows, without any difference in length to standardise, and
 * where an optimum without penalty is not finite. Throws a RangeError unless C > 0.
 *
 * Source: Dubois, Galambosi, Liang and Hashimoto 2024, "Length-controlled AlpacaEval", equation 2, and the code of
 * tatsu-lab/alpaca_eval at cd543a1, get_length_controlled_winrate.
 */
export function controlAlpacaLength(
	rows: readonly AlpacaRow[],
	form: AlpacaForm,
	c: number,
): AlpacaLengthControl | undefined {
	const data = layOutAlpacaLength(rows, form);
	if (!data) return undefined;
	const coefficients = c === Infinity ? fitUnpenalised(data) : fitLassoLogistic(data, c);
	if (!coefficients) return undefined;
	const model = coefficients.at(-1) ?? 0;
	const perDifficulty = form.kind === 'minimal' ? 0 : (coefficients[1] ?? 0);
	return {
		...describePredictions(rows.map((row) => sigmoid(perDifficulty * row.difficulty + model))),
		coefficients: [...coefficients],
	};
}

/** The regression behind it, gamed rows first; `undefined` where there is no length to standardise. */
export function layOutAlpacaLength(
	rows: readonly AlpacaRow[],
	form: AlpacaForm,
): LogisticData | undefined {
	const lengths = standardiseLengths(Float64Array.from(rows, (row) => row.lengthDifference));
	if (!lengths) return undefined;
	const gamed = form.kind === 'v1' ? form.gamedRows : [];
	const features = [
		...gamed.map((row) => [Math.tanh(row.standardisedLengthDifference), row.difficulty, 0]),
		...rows.map((row, at) => [lengths[at] ?? 0, row.difficulty, 1]),
	].map(([length = 0, difficulty = 0, model = 0]) =>
		form.kind === 'minimal' ? [length, model] : [length, difficulty, model],
	);
	return {
		features: Float64Array.from(features.flat()),
		columns: form.kind === 'minimal' ? 2 : 3,
		targets: Float64Array.from([...gamed, ...rows], ({ preference }) => preference),
		weights: Float64Array.from([...gamed.map(() => GAMED_WEIGHT), ...rows.map(() => 1)]),
	};
}

function fitUnpenalised(data: LogisticData): Float64Array | undefined {
	const fit = fitLogistic(data);
	return fit.kind === 'fitted' ? fit.coefficients : undefined;
}

function describePredictions(predictions: readonly number[]) {
	const mean = predictions.reduce((sum, value) => sum + value, 0) / predictions.length;
	if (predictions.length < 2) return { winRate: mean };
	const squares = predictions.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const variance = squares / (predictions.length - 1);
	return { winRate: mean, standardError: Math.sqrt(variance / predictions.length) };
}
