import { expect, test } from 'vitest';
import {
	dataFile,
	hasFiles,
	readGzippedRows,
	readJson,
} from '../../../../test/support/shared-data.ts';
import { alpacaWinRate } from './alpaca.ts';
import { betaQuantile } from '../maths/beta-quantile.ts';
import { resampleQuestions } from '../fixtures/resampled-questions.ts';
import { percentileInterval } from '../maths/bootstrap.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';

const annotations = dataFile('alpaca_eval/annotations.jsonl.gz');
const winRates = dataFile('golden/alpaca-winrate.json');
const intervals = dataFile('golden/intervals.json');
const isAbsent = !hasFiles(annotations, winRates, intervals);

type Annotation = {
	dataset: string;
	model: string;
	annotator: string;
	preference: number | null;
};

test.skipIf(isAbsent)('win rates equal the published ones of all 12 files', () => {
	const { expected } = readJson(winRates);
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
		const golden: Record<string, Record<string, WinRates>> = readJson(intervals).winrate;
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

test('preferences without a value are dropped, and none at all give no number', () => {
	expect(alpacaWinRate([null, 2, 1, 1.5, 0])).toMatchObject({ winRate: 50, draws: 2, total: 4 });
	expect(alpacaWinRate([null])).toBeUndefined();
	expect(alpacaWinRate([2])?.standardError).toBeUndefined();
	expect(() => alpacaWinRate([3])).toThrow(RangeError);
});

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

function annotationsOf(annotator: string, model: string): Annotation[] {
	return readGzippedRows<Annotation>(annotations).filter(
		(row) => row.annotator === annotator && row.model === model,
	);
}
