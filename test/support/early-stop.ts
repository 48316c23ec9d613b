/**
 * How far from the optimum a program may be that stops early, derived from its stopping rule and from the curvature of its
 * objective on a file; beside it how far it is. Bach 2010, "Self-concordant analysis for logistic regression", Electronic
 * Journal of Statistics 4: a logistic loss whose features are at most R long, with the curvature λ at its optimum (least
 * eigenvalue of the Hessian), has at the distance r a slope of at least λ (1 − e^(−Rr))/R. So a slope of g leaves at most
 * r = −ln(1 − Rg/λ)/R. A penalty adds slope and can only bring it nearer.
 */
import {
	type AlpacaRow,
	controlAlpacaLength,
	layOutAlpacaLength,
} from '../../packages/arena/src/other-programs/alpaca-length-control.ts';
import {
	controlArenaHardStyle2024,
	layOutArenaHardStyle2024,
} from '../../packages/arena/src/other-programs/arena-hard-style-2024.ts';
import type {
	AnswerStyle,
	ArenaHardRow,
} from '../../packages/arena/src/other-programs/arena-hard.ts';
import { factorCholesky, solveCholesky } from '../../packages/arena/src/maths/cholesky.ts';
import { differentiate, type LogisticData } from '../../packages/arena/src/maths/logistic-fit.ts';
import { dataFile, readGzippedRows, readJson } from './shared-data.ts';

/** All of one fit. Distances are of coefficients; `worst` and `measured` in the unit of the number that is shown. */
export type EarlyStop = {
	readonly what: string;
	readonly curvature: number;
	/** The slope that the stopping rule allows, and the one where the program stopped. */
	readonly allowed: number;
	readonly left: number;
	readonly distance: {
		readonly byRule: number;
		readonly bySlope: number;
		readonly measured: number;
	};
	readonly shown: { readonly byRule: number; readonly bySlope: number; readonly measured: number };
};

/** scikit-learn's tolerance, unless it is told another: both originals leave it as it is. */
const TOLERANCE = 1e-4;

/**
 * arena-hard-auto's style control of 2024: scikit-learn's L-BFGS stops where no component of the gradient of the mean loss of
 * a row exceeds 10⁻⁴. It starts from 0, and the gradient never points along a common shift of all models, so it stays where
 * their sum is 0; there the curvature is that of the battles, not the penalty's. In rating points beside the baseline.
 */
export function boundArenaHard2024(): EarlyStop {
	const { rows, style, baseline, expected } = readJson(dataFile('golden/arenahard.json.gz'));
	const battles: ArenaHardRow[] = rows.map((row: Record<string, unknown>) => ({
		questionId: row['question_id'],
		model: row['model'],
		games: row['games'],
	}));
	const styleOf = (model: string, question: string): AnswerStyle | undefined => {
		const [length, headers = 0, lists = 0, bold = 0] = style[model]?.[question] ?? [];
		return length === undefined ? undefined : { length, headers, lists, bold };
	};
	const design = layOutArenaHardStyle2024(battles, styleOf, baseline);
	const control = controlArenaHardStyle2024(battles, styleOf, baseline);
	if (!design || !control) throw new Error('the file has games');
	const { models, data } = design;
	const { elo, style_coefs_length_header_list_bold: styles } = expected.version_2024.style_control;
	const ratings = models.map((model): number => elo[model] / 400);
	const mean = ratings.reduce((sum, value) => sum + value, 0) / models.length;
	const early = Float64Array.from([...ratings.map((value) => value - mean), ...styles]);
	const best = Float64Array.from([
		...models.map((model) => ((control.ratings.get(model) ?? NaN) - 1000) / 400),
		...control.styleCoefficients,
	]);
	const weight = data.weights.reduce((sum, value) => sum + value, 0);
	const shift = Float64Array.from(early, (_, at) => (at < models.length ? 1 : 0));
	const moves = models.map((_, at) => {
		const move = (early[at] ?? NaN) - (best[at] ?? NaN);
		return 400 * Math.abs(move - ((early[0] ?? NaN) - (best[0] ?? NaN)));
	});
	return bound({
		what: 'arena-hard-auto 2024, style control, rating points',
		curvature: leastCurvature(data, best, shift),
		reach: longestRow(data),
		allowed: TOLERANCE * weight * Math.sqrt(data.columns),
		left: lengthOf(differentiate(data, early).gradient),
		measured: { distance: distanceOf(early, best), shown: Math.max(...moves) },
		// The difference of two coefficients moves by at most √2 of the distance.
		perDistance: 400 * Math.SQRT2,
	});
}

/**
 * AlpacaEval's published fits: liblinear stops where the sum of the optimality violations of all coefficients is below
 * 10⁻⁴ · (share of the rarer label) of what it was at 0. In points of the win rate.
 */
export function boundAlpaca(): readonly EarlyStop[] {
	type Golden = {
		readonly model: string;
		readonly published: {
			readonly C_that_reproduces_it: number;
			readonly coef_csv: readonly number[];
			readonly length_controlled_winrate: number;
		};
	};
	const { models }: { readonly models: Readonly<Record<string, Golden>> } = readJson(
		dataFile('golden/alpaca-lc.json'),
	);
	const gamedRows = readGzippedRows<{
		preference: number;
		std_delta_len: number;
		instruction_difficulty: number;
	}>(dataFile('alpaca_eval/gamed_rows.jsonl.gz')).map((row) => ({
		preference: row.preference,
		standardisedLengthDifference: row.std_delta_len,
		difficulty: row.instruction_difficulty,
	}));
	return Object.values(models).map(({ model, published }) => {
		const c = published.C_that_reproduces_it;
		const rows = readAlpacaRows(model);
		const form = { kind: 'v1', gamedRows } as const;
		const data = layOutAlpacaLength(rows, form);
		const exact = controlAlpacaLength(rows, form, c);
		if (!data || !exact) throw new Error('the file has lengths');
		const best = Float64Array.from(exact.coefficients);
		const early = Float64Array.from(published.coef_csv);
		const violation = (at: Float64Array) =>
			differentiate(data, at).gradient.map((slope, column) => violate(c * slope, at[column] ?? 0));
		const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
		// Each row is there as a won and as a lost one: half of them have either label.
		const share = 0.5;
		const longest = Math.max(...rows.map(({ difficulty }) => Math.hypot(difficulty, 1)));
		return bound({
			what: `AlpacaEval ${model}, length-controlled win rate, points`,
			curvature: c * leastCurvature(data, best),
			reach: longestRow(data),
			allowed: TOLERANCE * share * total(violation(new Float64Array(data.columns))),
			left: lengthOf(violation(early)),
			measured: {
				distance: distanceOf(early, best),
				shown: Math.abs(100 * exact.winRate - published.length_controlled_winrate),
			},
			// A probability moves by at most a quarter of its log odds.
			perDistance: 25 * longest,
		});
	});
}

/** How far a slope is from the nearest one that the penalty |b| allows at b. */
function violate(slope: number, coefficient: number): number {
	if (coefficient > 0) return Math.abs(slope + 1);
	if (coefficient < 0) return Math.abs(slope - 1);
	return Math.max(0, Math.abs(slope) - 1);
}

function bound(fit: {
	readonly what: string;
	readonly curvature: number;
	readonly reach: number;
	readonly allowed: number;
	readonly left: number;
	readonly measured: { readonly distance: number; readonly shown: number };
	readonly perDistance: number;
}): EarlyStop {
	const { what, curvature, reach, allowed, left, measured, perDistance } = fit;
	const farthest = (slope: number) =>
		-Math.log(1 - Math.min(1, (reach * slope) / curvature)) / reach;
	const [byRule, bySlope] = [farthest(allowed), farthest(left)];
	return {
		what,
		curvature,
		allowed,
		left,
		distance: { byRule, bySlope, measured: measured.distance },
		shown: {
			byRule: perDistance * byRule,
			bySlope: perDistance * bySlope,
			measured: measured.shown,
		},
	};
}

/** Least eigenvalue of the Hessian, by inverse iteration; across `without`, if given. */
function leastCurvature(data: LogisticData, at: Float64Array, without?: Float64Array): number {
	const { hessian } = differentiate(data, at);
	const size = data.columns;
	const trace = Array.from({ length: size }, (_, i) => hessian[i * size + i] ?? 0);
	const stiff = trace.reduce((sum, value) => sum + value, 0);
	const matrix = hessian.map(
		(value, cell) =>
			value + stiff * (without?.[Math.floor(cell / size)] ?? 0) * (without?.[cell % size] ?? 0),
	);
	const lower = factorCholesky(matrix, size);
	if (!lower) throw new Error('the curvature is not positive');
	let vector = Float64Array.from({ length: size }, (_, i) => 1 / (1 + i));
	let growth = 0;
	for (let step = 0; step < 2000; step++) {
		const next = solveCholesky(lower, vector.slice());
		growth = lengthOf(next);
		vector = next.map((value) => value / growth);
	}
	return 1 / growth;
}

function longestRow({ features, columns }: LogisticData): number {
	let longest = 0;
	for (let row = 0; row * columns < features.length; row++)
		longest = Math.max(longest, lengthOf(features.subarray(row * columns, (row + 1) * columns)));
	return longest;
}

function readAlpacaRows(model: string): readonly AlpacaRow[] {
	type Annotation = {
		readonly row_index: number;
		readonly model: string;
		readonly annotator: string;
		readonly preference: number | null;
		readonly length_model: number;
		readonly length_baseline: number;
	};
	const questions = readGzippedRows<{ instruction_difficulty: number }>(
		dataFile('alpaca_eval/questions.jsonl.gz'),
	);
	return readGzippedRows<Annotation>(dataFile('alpaca_eval/annotations.jsonl.gz')).flatMap((row) =>
		row.annotator !== 'weighted_alpaca_eval_gpt4_turbo' ||
		row.model !== model ||
		row.preference === null
			? []
			: {
					preference: row.preference - 1,
					lengthDifference: row.length_baseline - row.length_model,
					difficulty: Number(questions[row.row_index]?.instruction_difficulty),
				},
	);
}

function lengthOf(vector: Float64Array): number {
	return Math.hypot(...vector);
}

function distanceOf(first: Float64Array, second: Float64Array): number {
	return lengthOf(first.map((value, at) => value - (second[at] ?? NaN)));
}
