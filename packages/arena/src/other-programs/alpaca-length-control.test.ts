import { expect, test } from 'vitest';
import {
	dataFile,
	hasFiles,
	readGzippedRows,
	readJson,
} from '../../../../test/support/shared-data.ts';
import { controlAlpacaLength } from './alpaca-length-control.ts';
import { fitLassoLogistic } from './lasso-logistic.ts';
import { sigmoid } from '../maths/logistic-fit.ts';
import { standardiseLengths } from '../maths/standardised-lengths.ts';

const annotationsFile = dataFile('alpaca_eval/annotations.jsonl.gz');
const questionsFile = dataFile('alpaca_eval/questions.jsonl.gz');
const gamedFile = dataFile('alpaca_eval/gamed_rows.jsonl.gz');
const goldenFile = dataFile('golden/alpaca-lc.json');
const isAbsent = !hasFiles(annotationsFile, questionsFile, gamedFile, goldenFile);

test.skipIf(isAbsent)(
	'length-controlled win rates are near the original and the published ones',
	() => {
		const gamedRows = readGamedRows();
		for (const {
			model,
			n_rows,
			published,
			length_controlled_v1: v1,
			...variants
		} of Object.values<Golden>(readJson(goldenFile).models)) {
			const rows = rowsOf(model);
			expect(rows).toHaveLength(n_rows);
			const own = controlAlpacaLength(rows, { kind: 'v1', gamedRows }, v1.C);
			compareEarly(own, v1, 0.01);
			const again = controlAlpacaLength(
				rows,
				{ kind: 'v1', gamedRows },
				published.C_that_reproduces_it,
			);
			compareEarly(again, { ...published, coef: published.coef_csv }, 0.02);
			expect(100 * (again?.winRate ?? NaN)).toBeCloseTo(published.exact_at_that_C, 6);
			expect(100 * (again?.standardError ?? NaN)).toBeCloseTo(published.exact_lc_standard_error, 6);
			again?.coefficients.forEach((value, at) => {
				expect(value).toBeCloseTo(published.exact_coef[at] ?? NaN, 6);
			});
			for (const kind of ['noreg', 'minimal'] as const) {
				const variant = variants[`length_controlled_${kind}`];
				// Without the gamed rows liblinear stops farther from the optimum.
				compareEarly(controlAlpacaLength(rows, { kind }, variant.C), variant, 0.07);
			}
		}
	},
);

test.skipIf(isAbsent)('cross-validation scores every C as the original does', () => {
	const models: Golden[] = Object.values(readJson(goldenFile).models);
	for (const { model, length_controlled_v1: v1 } of models) {
		const scores = crossValidate(rowsOf(model));
		scores.forEach((score, at) => {
			expect(Math.abs(score - (v1.cv_mean_scores_by_C[at] ?? NaN))).toBeLessThan(1e-5);
		});
		const [best = NaN, second = NaN] = scores.toSorted((a, b) => b - a);
		expect(Math.abs(best - second - v1.cv_margin_best_to_second)).toBeLessThan(5e-6);
		// Nearer than this the choice of C is what liblinear leaves of its last step.
		if (v1.cv_margin_best_to_second < 1e-6) continue;
		expect(penaltyAt(scores.indexOf(best))).toBeCloseTo(v1.C, 9);
	}
});

test.skipIf(isAbsent)('length-controlled win rates equal the exact optimum at every C', () => {
	const golden = readJson(goldenFile);
	const gamedRows = readGamedRows();
	let compared = 0;
	for (const { model, length_controlled_v1: v1, ...variants } of Object.values<Golden>(
		golden.models,
	)) {
		const rows = rowsOf(model);
		for (const exact of v1.exact_by_C) {
			compare(controlAlpacaLength(rows, { kind: 'v1', gamedRows }, exact.C ?? Infinity), exact);
			compared++;
		}
		compare(controlAlpacaLength(rows, { kind: 'v1', gamedRows }, v1.C), v1.exact_at_C);
		for (const kind of ['noreg', 'minimal'] as const) {
			const variant = variants[`length_controlled_${kind}`];
			compare(controlAlpacaLength(rows, { kind }, variant.C), variant.exact_at_C);
		}
	}
	expect(compared).toBe(55);
});

test('one row, or none, has no length-controlled win rate', () => {
	const rows = [{ preference: 1, lengthDifference: 5, difficulty: 0 }];
	expect(controlAlpacaLength(rows, { kind: 'noreg' }, 1)).toBeUndefined();
	expect(controlAlpacaLength([], { kind: 'minimal' }, 1)).toBeUndefined();
});

type Annotation = {
	row_index: number;
	model: string;
	annotator: string;
	preference: number | null;
	length_model: number;
	length_baseline: number;
};
type GamedRow = { preference: number; std_delta_len: number; instruction_difficulty: number };
type Optimum = {
	/** null: no penalty. */
	C: number | null;
	coef: number[];
	length_controlled_winrate: number;
	lc_standard_error?: number;
};
type Early = {
	coef: number[];
	length_controlled_winrate: number;
	lc_standard_error: number | null;
};
type Variant = Early & { C: number; exact_at_C: Optimum };
type Published = Omit<Early, 'coef'> & {
	coef_csv: number[];
	C_that_reproduces_it: number;
	exact_at_that_C: number;
	exact_lc_standard_error: number;
	exact_coef: number[];
};
type Golden = {
	model: string;
	n_rows: number;
	published: Published;
	length_controlled_v1: Variant & {
		exact_by_C: Optimum[];
		cv_mean_scores_by_C: number[];
		cv_margin_best_to_second: number;
	};
	length_controlled_noreg: Variant;
	length_controlled_minimal: Variant;
};

/** Against a fit of liblinear's, which stops before the optimum. */
function compareEarly(
	actual: ReturnType<typeof controlAlpacaLength>,
	early: Early,
	tolerance: number,
) {
	const gap = 100 * (actual?.winRate ?? NaN) - early.length_controlled_winrate;
	expect(Math.abs(gap)).toBeLessThan(tolerance);
	early.coef.forEach((coefficient, at) => {
		expect(Math.abs((actual?.coefficients[at] ?? NaN) - coefficient)).toBeLessThan(tolerance);
	});
	if (early.lc_standard_error === null) return;
	const error = 100 * (actual?.standardError ?? NaN) - early.lc_standard_error;
	expect(Math.abs(error)).toBeLessThan(tolerance);
}

function compare(actual: ReturnType<typeof controlAlpacaLength>, exact: Optimum) {
	expect(Math.abs((actual?.winRate ?? NaN) * 100 - exact.length_controlled_winrate)).toBeLessThan(
		1e-6,
	);
	exact.coef.forEach((coefficient, at) => {
		expect(Math.abs((actual?.coefficients[at] ?? NaN) - coefficient)).toBeLessThan(1e-6);
	});
	if (exact.lc_standard_error === undefined) return;
	expect((actual?.standardError ?? NaN) * 100).toBeCloseTo(exact.lc_standard_error, 6);
}

/** Mean held-out log likelihood at each C, by the original's five folds: rows are counted from the end. */
function crossValidate(rows: ReturnType<typeof rowsOf>): number[] {
	const gamed = readGamedRows();
	const lengths = standardiseLengths(Float64Array.from(rows, (row) => row.lengthDifference));
	const design = [
		...gamed.map(({ preference, standardisedLengthDifference, difficulty }) => ({
			features: [Math.tanh(standardisedLengthDifference), difficulty, 0],
			preference,
			weight: 0.1,
		})),
		...rows.map(({ preference, difficulty }, at) => ({
			features: [lengths?.[at] ?? NaN, difficulty, 1],
			preference,
			weight: 1,
		})),
	];
	return Array.from({ length: 10 }, (_, at) => {
		const folds = [0, 1, 2, 3, 4].map((fold) => {
			const isHeldOut = (row: number) => (design.length - 1 - row) % 5 === fold;
			const kept = design.filter((_, row) => !isHeldOut(row));
			const data = {
				features: Float64Array.from(kept.flatMap(({ features }) => features)),
				columns: 3,
				targets: Float64Array.from(kept, ({ preference }) => preference),
				weights: Float64Array.from(kept, ({ weight }) => weight),
			};
			const coefficients = fitLassoLogistic(data, penaltyAt(at));
			const held = design.filter((_, row) => isHeldOut(row));
			const logLikelihoods = held.map(({ features, preference, weight }) => {
				const odds = features.reduce((sum, x, i) => sum + x * (coefficients[i] ?? 0), 0);
				const won = preference * Math.log(sigmoid(odds));
				return weight * (won + (1 - preference) * Math.log(sigmoid(-odds)));
			});
			return logLikelihoods.reduce((sum, value) => sum + value, 0) / held.length;
		});
		return folds.reduce((sum, value) => sum + value, 0) / 5;
	});
}

/** Ten steps from 10⁻⁴ to 10⁴. */
function penaltyAt(step: number): number {
	return 10 ** (-4 + (8 * step) / 9);
}

function readGamedRows() {
	return readGzippedRows<GamedRow>(gamedFile).map((row) => ({
		preference: row.preference,
		standardisedLengthDifference: row.std_delta_len,
		difficulty: row.instruction_difficulty,
	}));
}

function rowsOf(model: string) {
	const difficulties = readGzippedRows<{ instruction_difficulty: number }>(questionsFile);
	return readGzippedRows<Annotation>(annotationsFile)
		.filter((row) => row.annotator === 'weighted_alpaca_eval_gpt4_turbo' && row.model === model)
		.flatMap((row) =>
			row.preference === null
				? []
				: {
						preference: row.preference - 1,
						lengthDifference: row.length_baseline - row.length_model,
						difficulty: Number(difficulties[row.row_index]?.instruction_difficulty),
					},
		);
}
