import type { Verdict } from '../rules/verdict.ts';
import { fitLogistic, sigmoid } from '../maths/logistic-fit.ts';

/** A model's answer to one question, judged twice: game 1 shows the baseline as A, game 2 the model. null: no label. */
export type ArenaHardRow = {
	readonly questionId: string;
	readonly model: string;
	readonly games: readonly [Verdict | null, Verdict | null];
};

/** Lengths in tokens and counts of markdown elements of one answer. */
export type AnswerStyle = {
	readonly length: number;
	readonly headers: number;
	readonly lists: number;
	readonly bold: number;
};

/** Battle rows and their mean score; a decisive game (A>>B or B>>A) is three rows. */
export type ArenaHardScore = { readonly n: number; readonly mean: number };

export type ArenaHardStyleControl = {
	/** Per model the probability of beating the baseline at equal style. */
	readonly winProbability: ReadonlyMap<string, number>;
	/** Log odds per standard deviation: length, headers, lists, bold. */
	readonly styleCoefficients: readonly number[];
};

const SCORES: Readonly<Record<Verdict, { score: number; weight: number }>> = {
	'A>>B': { score: 1, weight: 3 },
	'A>B': { score: 1, weight: 1 },
	'A=B': { score: 0.5, weight: 1 },
	'B>A': { score: 0, weight: 1 },
	'B>>A': { score: 0, weight: 3 },
};

/**
 * Mean score per model by arena-hard-auto's arithmetic, for comparison with its published tables. `current` (the code of
 * 2025) drops a pair with an unreadable game whole; `2024` drops the unreadable game alone. Models in code unit order.
 * With one baseline the 2024 win rate, which the original gets from a Bradley–Terry fit, is this mean: the fit has one
 * free parameter per model. The original prints it to 0.02 points because its optimiser stops early.
 *
 * Unlike ours, this arithmetic counts a decisive game three times and treats the two games of a battle as independent
 * rows; its bootstrap resamples those rows, which makes its intervals 1.4 to 1.8 times too narrow.
 *
 * Source: lmarena/arena-hard-auto at 196f6b8 (show_result.py) and at 0489bf3 (utils.py).
 */
export function scoreArenaHard(
	rows: readonly ArenaHardRow[],
	version: 'current' | '2024',
): ReadonlyMap<string, ArenaHardScore> {
	const byModel = Map.groupBy(rows, ({ model }) => model);
	const scores = [...byModel].flatMap(([model, own]) => {
		const games = own.flatMap((row) => scoredGames(row, version));
		const n = games.reduce((sum, { weight }) => sum + weight, 0);
		const won = games.reduce((sum, { score, weight }) => sum + weight * score, 0);
		return n === 0 ? [] : [[model, { n, mean: won / n }] as const];
	});
	return new Map(scores.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * arena-hard-auto's style control (current code, length and markdown together): logistic regression of the battle rows on
 * one column per model and four standardised style differences, the exact optimum. `undefined` where that does not
 * exist (a model that won or lost everything, or a style that never differs).
 *
 * Where the original's code is not followed: its fit is L-BFGS in single precision with at most 50 steps and no line
 * search, up to 0.007 off this optimum; its control by length alone takes the first model's column instead of the length
 * (`all_features[:, :1]`), and by category it leaves every category after the first empty (`battles` is overwritten).
 * Throws a RangeError when a style is missing.
 *
 * Source: lmarena/arena-hard-auto at 196f6b8; Li, Angelopoulos and Chiang 2024, "Does style matter?".
 */
export function controlArenaHardStyle(
	rows: readonly ArenaHardRow[],
	styleOf: (model: string, questionId: string) => AnswerStyle | undefined,
	baseline: string,
): ArenaHardStyleControl | undefined {
	const battles = rows
		.toSorted((a, b) => compare(a.model, b.model) || compare(a.questionId, b.questionId))
		.flatMap((row) => {
			const own = requireStyle(styleOf, row.model, row.questionId);
			const other = requireStyle(styleOf, baseline, row.questionId);
			const style = compareStyles(own, other);
			return scoredGames(row, 'current').map((game) => ({ ...game, model: row.model, style }));
		});
	const models = [...new Set(battles.map(({ model }) => model))];
	const standardise = standardisers(battles);
	const columns = models.length + standardise.length;
	const features = battles.flatMap(({ model, style }) => [
		...models.map((other) => (other === model ? 1 : 0)),
		...standardise.map((scale, at) => scale(style[at] ?? 0)),
	]);
	const fit = fitLogistic({
		features: Float64Array.from(features),
		columns,
		targets: Float64Array.from(battles, ({ score }) => score),
		weights: Float64Array.from(battles, ({ weight }) => weight),
	});
	if (fit.kind === 'refused') return undefined;
	return {
		winProbability: new Map(models.map((model, at) => [model, sigmoid(fit.coefficients[at] ?? 0)])),
		styleCoefficients: [...fit.coefficients.subarray(models.length)],
	};
}

/** The model's score and the weight (in battle rows) of each game that counts. */
export function scoredGames({ games: [first, second] }: ArenaHardRow, version: 'current' | '2024') {
	if (version === 'current' && (first === null || second === null)) return [];
	const asSecond = first === null ? [] : [{ ...SCORES[first], score: 1 - SCORES[first].score }];
	return [...asSecond, ...(second === null ? [] : [SCORES[second]])];
}

/** Length by share of the sum; the others as densities per token. Model minus baseline. */
function compareStyles(own: AnswerStyle, other: AnswerStyle): readonly number[] {
	const length = (own.length - other.length) / (own.length + other.length);
	const densities = (['headers', 'lists', 'bold'] as const).map((kind) => {
		const ours = own[kind] / (own.length + 1);
		const theirs = other[kind] / (other.length + 1);
		return (ours - theirs) / (ours + theirs + 1);
	});
	return [length, ...densities];
}

/** Per style column, how to centre and scale it by its weighted mean and sample standard deviation over all rows. */
function standardisers(battles: readonly { style: readonly number[]; weight: number }[]) {
	const count = battles.reduce((sum, { weight }) => sum + weight, 0);
	return [0, 1, 2, 3].map((at) => {
		const mean =
			battles.reduce((sum, { style, weight }) => sum + weight * (style[at] ?? 0), 0) / count;
		const squares = battles.reduce(
			(sum, { style, weight }) => sum + weight * ((style[at] ?? 0) - mean) ** 2,
			0,
		);
		const deviation = Math.sqrt(squares / (count - 1));
		return (value: number) => (deviation > 0 ? (value - mean) / deviation : 0);
	});
}

/** Throws a RangeError when the style is missing. */
export function requireStyle(
	styleOf: (model: string, questionId: string) => AnswerStyle | undefined,
	model: string,
	questionId: string,
): AnswerStyle {
	const style = styleOf(model, questionId);
	if (!style) throw new RangeError(`${model} has no style for question ${questionId}`);
	return style;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
