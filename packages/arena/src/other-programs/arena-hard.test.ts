import { expect, test } from 'vitest';
import { dataFile, hasFiles, readJson } from '../../../../test/support/shared-data.ts';
import { type ArenaHardRow, controlArenaHardStyle, scoreArenaHard } from './arena-hard.ts';
import { controlArenaHardStyle2024 } from './arena-hard-style-2024.ts';
import { resampleQuestions } from '../fixtures/resampled-questions.ts';
import { percentileInterval } from '../maths/bootstrap.ts';
import { type Battle, tableOf } from '../fixtures/battle-tables.ts';
import { countPairs } from '../ratings/battle-table.ts';
import { boundRatings, resampleRatings } from '../ratings/bootstrap-ratings.ts';
import { rateModels } from '../ratings/bradley-terry.ts';
import type { Verdict } from '../rules/verdict.ts';

const FILE = dataFile('golden/arenahard.json.gz');
const isAbsent = !hasFiles(FILE);

test.skipIf(isAbsent)("means equal arena-hard-auto's, current and of 2024", () => {
	const { rows, expected } = readGolden();
	const current = scoreArenaHard(rows, 'current');
	const models = Object.entries<{ n: number; mean: number }>(expected.current_mean);
	expect([...current.keys()]).toEqual(models.map(([model]) => model).sort());
	for (const [model, golden] of models) {
		expect(current.get(model)?.n).toBe(golden.n);
		expect(current.get(model)?.mean).toBeCloseTo(golden.mean, 12);
	}
	const isUnread = ({ games }: ArenaHardRow) => games.includes(null);
	expect([rows.length, rows.filter(isUnread).length]).toEqual([
		expected.n_pairs,
		expected.n_null_pairs,
	]);
	expect(sumOf(current, ({ n }) => n)).toBe(expected.n_battle_rows);
	const older = scoreArenaHard(rows, '2024');
	expect(sumOf(older, ({ n }) => n)).toBe(expected.version_2024.n_battles);
	for (const [model, golden] of Object.entries<number>(expected.version_2024.exact_win_fraction)) {
		expect(older.get(model)?.mean).toBeCloseTo(golden, 12);
		const printed = expected.version_2024.win_rate_percent_2dp[model];
		expect(Math.abs(100 * golden - printed)).toBeLessThan(0.02);
	}
	for (const [model, elo] of Object.entries<number>(expected.version_2024.bt_elo)) {
		const mean = older.get(model)?.mean ?? 0.5;
		expect(Math.abs(1000 + 400 * Math.log10(mean / (1 - mean)) - elo)).toBeLessThan(0.05);
	}
});

test.skipIf(isAbsent)("bootstraps of the same rows lie where arena-hard-auto's do", () => {
	const { rows, baseline, expected } = readGolden();
	const battles = battlesOf(rows, baseline, '2024');
	const counts = countPairs(tableOf(battles));
	const input = { seed: 'arena-hard', counts, anchorId: baseline, from: 0, to: 300 };
	const resampled = resampleRatings(input);
	if (resampled.kind !== 'resampled') throw new Error('every model has won and lost');
	boundRatings(resampled.ratings, counts.modelIds.length).forEach((interval, at) => {
		const { lower, upper, std } = expected.version_2024.bootstrap_100[counts.modelIds[at] ?? ''];
		const tolerance = 4.5 * 2.7 * std * Math.sqrt(1 / 300 + 1 / 100) + 1e-9;
		expect(Math.abs((interval?.low ?? NaN) - lower)).toBeLessThan(tolerance);
		expect(Math.abs((interval?.high ?? NaN) - upper)).toBeLessThan(tolerance);
	});
	const current = Map.groupBy(battlesOf(rows, baseline, 'current'), ([, model]) => model);
	for (const [model, own] of current) {
		const points = own.map(([, , winner]) => POINTS[winner] ?? NaN);
		const { counts: draws, resamples } = resampleQuestions(model, points.length, 1000);
		const means = Float64Array.from({ length: resamples }, (_, resample) => {
			const drawn = points.map((value, at) => value * (draws[at * resamples + resample] ?? 0));
			return drawn.reduce((sum, value) => sum + value, 0) / points.length;
		});
		const golden = expected.current_bootstrap.by_model[model];
		const noise = 4.5 * golden.std * Math.sqrt(2 / 1000);
		const { low, high } = percentileInterval(means, 0.9);
		expect(Math.abs(low - golden.q05)).toBeLessThan(2.1 * noise);
		expect(Math.abs(high - golden.q95)).toBeLessThan(2.1 * noise);
		const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
		expect(Math.abs(mean - golden.mean)).toBeLessThan(noise);
		const median = percentileInterval(means, 0).low;
		expect(Math.abs(median - golden.q50)).toBeLessThan(1.26 * noise);
	}
});

test.skipIf(isAbsent)("style control of 2024 is near arena-hard-auto's and FastChat's", () => {
	const { rows, styleOf, baseline, expected } = readGolden();
	const control = controlArenaHardStyle2024(rows, styleOf, baseline);
	const { ratings, style_params, fastchat_bt } = expected.fastchat_style_control;
	const { elo, style_coefs_length_header_list_bold } = expected.version_2024.style_control;
	expect([...(control?.ratings.keys() ?? [])].sort()).toEqual(Object.keys(ratings).sort());
	for (const [model, rating] of control?.ratings ?? []) {
		expect(Math.abs(rating - ratings[model])).toBeLessThan(0.01);
		const moved = rating + 1114 - (control?.ratings.get(baseline) ?? NaN);
		expect(Math.abs(moved - elo[model])).toBeLessThan(0.25);
	}
	(control?.styleCoefficients ?? [NaN]).forEach((value, at) => {
		expect(Math.abs(value - style_params[at])).toBeLessThan(3e-5);
		expect(Math.abs(value - style_coefs_length_header_list_bold[at])).toBeLessThan(5e-4);
	});
	// Without styles and penalty: Bradley–Terry of the same rows, centred.
	const rated = rateModels(tableOf(battlesOf(rows, baseline, '2024')), baseline);
	if (rated.kind !== 'rated') throw new Error('every model has won and lost');
	const mean = rated.ratings.reduce((sum, { rating }) => sum + rating, 0) / rated.ratings.length;
	for (const { id, rating } of rated.ratings) {
		expect(Math.abs(rating - mean + 1000 - fastchat_bt[id])).toBeLessThan(0.05);
	}
});

test.skipIf(isAbsent)('style control equals the exact optimum and is near the original', () => {
	const { rows, styleOf, baseline, expected } = readGolden();
	const control = controlArenaHardStyle(rows, styleOf, baseline);
	const { exact_mle: exact, original_full_fit: original } = expected.current_style;
	for (const [model, golden] of Object.entries<number>(exact.win_prob)) {
		const probability = control?.winProbability.get(model) ?? NaN;
		expect(Math.abs(probability - golden)).toBeLessThan(1e-6);
		expect(Math.abs(probability - original.win_prob[model])).toBeLessThan(0.01);
	}
	exact.style_coefs.forEach((golden: number, at: number) => {
		expect(Math.abs((control?.styleCoefficients[at] ?? NaN) - golden)).toBeLessThan(1e-6);
		const early = original.style_coefs[at];
		expect(Math.abs((control?.styleCoefficients[at] ?? NaN) - early)).toBeLessThan(0.01);
	});
	// The original resamples the rows and stops as early in each; its bounds lie around its own fit.
	for (const [model, { q05, q50, q95 }] of Object.entries<Record<string, number>>(
		expected.current_style.original_bootstrap_200,
	)) {
		const probability = model === baseline ? 0.5 : control?.winProbability.get(model);
		expect(probability).toBeGreaterThanOrEqual(q05 ?? NaN);
		expect(probability).toBeLessThanOrEqual(q95 ?? NaN);
		expect(Math.abs((probability ?? NaN) - (q50 ?? NaN))).toBeLessThan(0.01);
	}
});

test('unreadable games move no mean, and a model without readable games has none', () => {
	const rows: ArenaHardRow[] = [
		{ questionId: 'q', model: 'm', games: [null, 'A>>B'] },
		{ questionId: 'r', model: 'm', games: ['A>B', 'A=B'] },
		{ questionId: 'q', model: 'silent', games: [null, null] },
	];
	expect([...scoreArenaHard(rows, 'current')]).toEqual([['m', { n: 2, mean: 0.25 }]]);
	expect([...scoreArenaHard(rows, '2024')]).toEqual([['m', { n: 5, mean: 0.7 }]]);
	expect(scoreArenaHard([], 'current').size).toBe(0);
	const plain = { length: 5, headers: 0, lists: 0, bold: 0 };
	expect(controlArenaHardStyle(rows, () => plain, 'b')).toBeUndefined();
	expect(() => controlArenaHardStyle(rows, () => undefined, 'b')).toThrow(/no style/);
	expect(() => controlArenaHardStyle2024(rows, () => undefined, 'b')).toThrow(/no style/);
	expect(controlArenaHardStyle2024(rows.slice(2), () => plain, 'b')).toBeUndefined();
	expect(controlArenaHardStyle2024(rows, () => plain, 'b')?.styleCoefficients).toEqual([
		0, 0, 0, 0,
	]);
});

const POINTS: Readonly<Record<string, number>> = { model_a: 0, tie: 0.5, model_b: 1 };

/** Battle rows, the baseline first: a decisive game three times, unreadable ones left out as either version does. */
function battlesOf(rows: readonly ArenaHardRow[], baseline: string, version: 'current' | '2024') {
	return rows.flatMap(({ model, games }) => {
		if (version === 'current' && games.includes(null)) return [];
		return games.flatMap((verdict, game) => {
			if (verdict === null) return [];
			const side = sideOf(verdict);
			const isBaseline = side === (game === 0 ? 'A' : 'B');
			const winner = side === 'tie' ? 'tie' : isBaseline ? 'model_a' : 'model_b';
			return Array.from({ length: verdict.length === 4 ? 3 : 1 }, (): Battle => [
				baseline,
				model,
				winner,
			]);
		});
	});
}

function sideOf(verdict: Verdict) {
	return verdict.startsWith('A>') ? 'A' : verdict.startsWith('B>') ? 'B' : 'tie';
}

function sumOf<Item>(items: ReadonlyMap<string, Item>, measure: (item: Item) => number) {
	return [...items.values()].reduce((sum, item) => sum + measure(item), 0);
}

function readGolden() {
	const golden = readJson(FILE);
	const rows: ArenaHardRow[] = golden.rows.map(
		(row: { question_id: string; model: string; games: ArenaHardRow['games'] }) => ({
			questionId: row.question_id,
			model: row.model,
			games: row.games,
		}),
	);
	const styleOf = (model: string, question: string) => {
		const [length, headers, lists, bold] = golden.style[model]?.[question] ?? [];
		if (length === undefined) return undefined;
		return { length, headers: headers ?? 0, lists: lists ?? 0, bold: bold ?? 0 };
	};
	return { ...golden, rows, styleOf };
}
