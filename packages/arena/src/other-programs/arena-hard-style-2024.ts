import { type AnswerStyle, type ArenaHardRow, requireStyle, scoredGames } from './arena-hard.ts';
import { fitLogistic, type LogisticData } from '../maths/logistic-fit.ts';

export type ArenaHardStyleControl2024 = {
	/** Rating points per model, the baseline's included: 1000 + 400 θ, without an anchor. */
	readonly ratings: ReadonlyMap<string, number>;
	/** Log odds per standard deviation: length, headers, lists, bold. */
	readonly styleCoefficients: readonly number[];
};

const KINDS = ['length', 'headers', 'lists', 'bold'] as const;
/** Both programs' penalty on half the sum of squares of all parameters, θ and style alike, per battle row. */
const RIDGE = 0.5;

/**
 * Style control as arena-hard-auto had it in 2024 and as FastChat's arena has it: logistic regression of the battle rows,
 * the baseline first, on ±ln 10 · θ of the two models and four standardised style differences, the exact optimum. The
 * two programs ask for the same optimum: arena-hard's scikit-learn has a penalty of 1 and every row twice, FastChat's has
 * a half and every row once. Both stop before it: see `test/support/early-stop.ts`.
 * `undefined` without a readable game. Throws a RangeError when a style is missing.
 *
 * It is not the control of 2025 (`controlArenaHardStyle`) in four ways: unreadable games are dropped singly, markdown is
 * counted and not divided by the length, a style's spread is the population's, and the penalty draws ratings together, so
 * that they depend on how many models there are. arena-hard then moves all of them until the baseline stands at 1114.
 *
 * Source: lmarena/arena-hard-auto at 0489bf3 (utils.py); lm-sys/FastChat, rating_systems.py, compute_style_control.
 */
export function controlArenaHardStyle2024(
	rows: readonly ArenaHardRow[],
	styleOf: (model: string, questionId: string) => AnswerStyle | undefined,
	baseline: string,
): ArenaHardStyleControl2024 | undefined {
	const design = layOutArenaHardStyle2024(rows, styleOf, baseline);
	if (!design) return undefined;
	const { models, data } = design;
	const fit = fitLogistic(data);
	if (fit.kind === 'refused') throw new Error('a penalised fit has an optimum that was not found');
	return {
		ratings: new Map(models.map((model, at) => [model, 1000 + 400 * (fit.coefficients[at] ?? 0)])),
		styleCoefficients: [...fit.coefficients.subarray(models.length)],
	};
}

/** The regression behind it: a column for each model, the baseline first, then the styles. */
export function layOutArenaHardStyle2024(
	rows: readonly ArenaHardRow[],
	styleOf: (model: string, questionId: string) => AnswerStyle | undefined,
	baseline: string,
): { readonly models: readonly string[]; readonly data: LogisticData } | undefined {
	const battles = rows
		.toSorted((a, b) => compare(a.model, b.model) || compare(a.questionId, b.questionId))
		.flatMap((row) => {
			const own = requireStyle(styleOf, row.model, row.questionId);
			const first = requireStyle(styleOf, baseline, row.questionId);
			const style = KINDS.map((kind) => (first[kind] - own[kind]) / (first[kind] + own[kind] + 1));
			return scoredGames(row, '2024').map((game) => ({ ...game, model: row.model, style }));
		});
	if (battles.length === 0) return undefined;
	const models = [...new Set([baseline, ...battles.map(({ model }) => model)])];
	const standardise = KINDS.map((_, at) => standardiser(battles, at));
	const features = battles.flatMap(({ model, style }) => [
		...models.map((other) => Math.LN10 * (Number(other === baseline) - Number(other === model))),
		...standardise.map((scale, at) => scale(style[at] ?? 0)),
	]);
	const data = {
		features: Float64Array.from(features),
		columns: models.length + KINDS.length,
		targets: Float64Array.from(battles, ({ score }) => 1 - score),
		weights: Float64Array.from(battles, ({ weight }) => weight),
		ridge: RIDGE,
	};
	return { models, data };
}

/** Centres and scales a style by its weighted mean and population standard deviation over all rows. */
function standardiser(
	battles: readonly { readonly style: readonly number[]; readonly weight: number }[],
	at: number,
) {
	const count = battles.reduce((sum, { weight }) => sum + weight, 0);
	const mean =
		battles.reduce((sum, { style, weight }) => sum + weight * (style[at] ?? 0), 0) / count;
	const squares = battles.reduce(
		(sum, { style, weight }) => sum + weight * ((style[at] ?? 0) - mean) ** 2,
		0,
	);
	const deviation = Math.sqrt(squares / count);
	return (value: number) => (deviation > 0 ? (value - mean) / deviation : 0);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
