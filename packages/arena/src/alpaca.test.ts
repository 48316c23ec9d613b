import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { alpacaWinRate } from './alpaca.ts';
import { controlAlpacaLength } from './alpaca-length-control.ts';
import { betaQuantile } from './beta-quantile.ts';
import { percentileInterval, resampleQuestions } from './bootstrap.ts';
import { fitLassoLogistic } from './lasso-logistic.ts';
import { sigmoid } from './logistic-fit.ts';
import { normalQuantile } from './normal-quantile.ts';
import { standardiseLengths } from './standardised-lengths.ts';

const DATA =
	process.env.CODEJOUST_TEST_DATA ?? new URL('../../../../shared/data', import.meta.url).pathname;
const isAbsent = !existsSync(`${DATA}/alpaca_eval`);
if (isAbsent)
	console.log(`AlpacaEval's data is not at ${DATA}: its golden numbers are not compared`);

type Annotation = {
	question_id: string;
	dataset: string;
	row_index: number;
	model: string;
	annotator: string;
	preference: number | null;
	length_model: number;
	length_baseline: number;
};

test.skipIf(isAbsent)('win rates equal the published ones of all 12 files', () => {
	const { expected } = readGolden('alpaca-winrate.json');
	let compared = 0;
	for (const [annotator, models] of Object.entries<Record<string, Record<string, number>>>(
		expected,
	)) {
		for (const [model, golden] of Object.entries(models)) {
			const rate = alpacaWinRate(annotationsOf(annotator, model).map((row) => row.preference));
			expect(rate?.winRate).toBeCloseTo(golden.win_rate ?? NaN, 9);
			expect(rate?.standardError).toBeCloseTo(golden.standard_error ?? NaN, 9);
			expect(rate?.discreteWinRate).toBeCloseTo(golden.discrete_win_rate ?? NaN, 9);
			expect([rate?.wins, rate?.baselineWins, rate?.draws, rate?.total]).toEqual([
				golden.n_wins,
				golden.n_wins_base,
				golden.n_draws,
				golden.n_total,
			]);
			compared++;
		}
	}
	expect(compared).toBe(12);
});

test.skipIf(isAbsent)(
	'win rates by category and three kinds of interval are the reference ones',
	() => {
		const golden: Record<string, Record<string, WinRates>> = readGolden('intervals.json').winrate;
		const files = Object.entries(golden).flatMap(([annotator, models]) =>
			Object.entries(models).map(([model, file]) => ({ ...file, annotator, model })),
		);
		expect(files).toHaveLength(12);
		for (const { annotator, model, ...file } of files) {
			const all = annotationsOf(annotator, model);
			for (const [category, { tie_rate_percent, ...rates }] of Object.entries(file.by_dataset)) {
				const own = all.filter((row) => row.dataset === category);
				const rate = alpacaWinRate(own.map((row) => row.preference));
				expect(rate?.winRate).toBeCloseTo(rates.win_rate ?? NaN, 9);
				// A category of equal preferences has a spread of 0, and its error is what rounding leaves.
				expect(rate?.standardError).toBeCloseTo(rates.standard_error ?? NaN, 9);
				expect(rate?.discreteWinRate).toBeCloseTo(rates.discrete_win_rate ?? NaN, 9);
				expect([rate?.wins, rate?.baselineWins, rate?.draws, rate?.total]).toEqual([
					rates.n_wins,
					rates.n_wins_base,
					rates.n_draws,
					rates.n_total,
				]);
				expect((100 * (rate?.draws ?? NaN)) / own.length).toBeCloseTo(tie_rate_percent ?? NaN, 9);
			}
			const rate = alpacaWinRate(all.map((row) => row.preference));
			compareNormal(rate, file);
			compareBootstrap(all, rate?.winRate ?? NaN, file.bootstrap_20000);
		}
	},
);

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
		} of Object.values<Golden>(readGolden('alpaca-lc.json').models)) {
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
	const models: Golden[] = Object.values(readGolden('alpaca-lc.json').models);
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
	const golden = readGolden('alpaca-lc.json');
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

test('preferences without a value are dropped, and none at all give no number', () => {
	expect(alpacaWinRate([null, 2, 1, 1.5, 0])).toMatchObject({ winRate: 50, draws: 2, total: 4 });
	expect(alpacaWinRate([null])).toBeUndefined();
	expect(alpacaWinRate([2])?.standardError).toBeUndefined();
	expect(() => alpacaWinRate([3])).toThrow(RangeError);
	const rows = [{ preference: 1, lengthDifference: 5, difficulty: 0 }];
	expect(controlAlpacaLength(rows, { kind: 'noreg' }, 1)).toBeUndefined();
	expect(controlAlpacaLength([], { kind: 'minimal' }, 1)).toBeUndefined();
});

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

type WinRates = {
	by_dataset: Record<string, Record<string, number>>;
	bootstrap_20000: Record<'q025' | 'q05' | 'q50' | 'q95' | 'q975' | 'std', number>;
	/** null where every preference is the same. */
	t_interval_95: [number, number] | null;
	normal_interval_95: [number, number] | null;
};

function compareNormal(rate: ReturnType<typeof alpacaWinRate>, golden: WinRates) {
	const { winRate = NaN, standardError = NaN, total = NaN } = rate ?? {};
	// Student's t from the beta distribution: t² = ν (1 − x) / x with x at the probability of both tails.
	const x = betaQuantile(0.05, (total - 1) / 2, 0.5);
	const points = [
		[Math.sqrt(((total - 1) * (1 - x)) / x), golden.t_interval_95],
		[normalQuantile(0.975), golden.normal_interval_95],
	] as const;
	for (const [point, interval] of points) {
		if (!interval) expect(standardError).toBeCloseTo(0, 9);
		else {
			expect(winRate - point * standardError).toBeCloseTo(interval[0], 9);
			expect(winRate + point * standardError).toBeCloseTo(interval[1], 9);
		}
	}
}

function compareBootstrap(
	rows: readonly Annotation[],
	winRate: number,
	golden: WinRates['bootstrap_20000'],
) {
	const preferences = rows.flatMap(({ preference }) => (preference === null ? [] : preference));
	// 0 and 1.5 are both draws.
	const values = preferences.map((preference) => (preference === 0 ? 0.5 : preference - 1));
	const { counts, resamples } = resampleQuestions('alpaca', values.length, 1000);
	const means = new Float64Array(resamples);
	values.forEach((value, question) => {
		for (let resample = 0; resample < resamples; resample++) {
			const drawn = counts[question * resamples + resample] ?? 0;
			means[resample] = (means[resample] ?? 0) + (100 * value * drawn) / values.length;
		}
	});
	const noise = 4.5 * golden.std * Math.sqrt(1 / 1000 + 1 / 20000) + 1e-9;
	const wide = percentileInterval(means);
	const narrow = percentileInterval(means, 0.9);
	expect(Math.abs(wide.low - golden.q025)).toBeLessThan(2.7 * noise);
	expect(Math.abs(wide.high - golden.q975)).toBeLessThan(2.7 * noise);
	expect(Math.abs(narrow.low - golden.q05)).toBeLessThan(2.1 * noise);
	expect(Math.abs(narrow.high - golden.q95)).toBeLessThan(2.1 * noise);
	expect(Math.abs(winRate - golden.q50)).toBeLessThan(0.3 * golden.std + 1e-9);
}

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
	return readLines('gamed_rows').map((row) => ({
		preference: row.preference,
		standardisedLengthDifference: row.std_delta_len,
		difficulty: row.instruction_difficulty,
	}));
}

function rowsOf(model: string) {
	const difficulties = readLines('questions').map((question) => question.instruction_difficulty);
	return annotationsOf('weighted_alpaca_eval_gpt4_turbo', model).flatMap((row) =>
		row.preference === null
			? []
			: {
					preference: row.preference - 1,
					lengthDifference: row.length_baseline - row.length_model,
					difficulty: Number(difficulties[row.row_index]),
				},
	);
}

function annotationsOf(annotator: string, model: string): Annotation[] {
	return readLines('annotations').filter(
		(row) => row.annotator === annotator && row.model === model,
	);
}

function readLines(name: string) {
	const text = gunzipSync(readFileSync(`${DATA}/alpaca_eval/${name}.jsonl.gz`)).toString('utf8');
	return text
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line));
}

function readGolden(name: string) {
	return JSON.parse(readFileSync(`${DATA}/golden/${name}`, 'utf8'));
}
