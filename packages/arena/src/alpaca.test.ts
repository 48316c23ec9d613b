import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { alpacaWinRate } from './alpaca.ts';
import { controlAlpacaLength } from './alpaca-length-control.ts';

const DATA =
	process.env.CODEJOUST_TEST_DATA ?? new URL('../../../../shared/data', import.meta.url).pathname;
const isAbsent = !existsSync(`${DATA}/alpaca_eval`);
if (isAbsent)
	console.log(`AlpacaEval's data is not at ${DATA}: its golden numbers are not compared`);

type Annotation = {
	question_id: string;
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

test.skipIf(isAbsent)('length-controlled win rates equal the exact optimum at every C', () => {
	const golden = readGolden('alpaca-lc.json');
	const gamedRows = readLines('gamed_rows').map((row) => ({
		preference: row.preference,
		standardisedLengthDifference: row.std_delta_len,
		difficulty: row.instruction_difficulty,
	}));
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
type Variant = { C: number; exact_at_C: Optimum };
type Golden = {
	model: string;
	length_controlled_v1: Variant & { exact_by_C: Optimum[] };
	length_controlled_noreg: Variant;
	length_controlled_minimal: Variant;
};

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
