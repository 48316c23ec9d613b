import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type ArenaHardRow, controlArenaHardStyle, scoreArenaHard } from './arena-hard.ts';

const DATA =
	process.env.CODEJOUST_TEST_DATA ??
	fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const FILE = `${DATA}/golden/arenahard.json.gz`;
const isAbsent = !existsSync(FILE);
const skipped = `(skipped without ${FILE})`;

test.skipIf(isAbsent)(`means equal arena-hard-auto's, current and of 2024 ${skipped}`, () => {
	const { rows, expected } = readGolden();
	const current = scoreArenaHard(rows, 'current');
	const models = Object.entries<{ n: number; mean: number }>(expected.current_mean);
	expect([...current.keys()]).toEqual(models.map(([model]) => model).sort());
	for (const [model, golden] of models) {
		expect(current.get(model)?.n).toBe(golden.n);
		expect(current.get(model)?.mean).toBeCloseTo(golden.mean, 12);
	}
	const older = scoreArenaHard(rows, '2024');
	for (const [model, golden] of Object.entries<number>(expected.version_2024.exact_win_fraction)) {
		expect(older.get(model)?.mean).toBeCloseTo(golden, 12);
	}
	for (const [model, elo] of Object.entries<number>(expected.version_2024.bt_elo)) {
		const mean = older.get(model)?.mean ?? 0.5;
		expect(Math.abs(1000 + 400 * Math.log10(mean / (1 - mean)) - elo)).toBeLessThan(0.05);
	}
});

test.skipIf(isAbsent)(
	`style control equals the exact optimum and is near the original ${skipped}`,
	() => {
		const { rows, style, baseline, expected } = readGolden();
		const control = controlArenaHardStyle(
			rows,
			(model, question) => {
				const [length, headers, lists, bold] = style[model]?.[question] ?? [];
				if (length === undefined) return undefined;
				return { length, headers: headers ?? 0, lists: lists ?? 0, bold: bold ?? 0 };
			},
			baseline,
		);
		const { exact_mle: exact, original_full_fit: original } = expected.current_style;
		for (const [model, golden] of Object.entries<number>(exact.win_prob)) {
			const probability = control?.winProbability.get(model) ?? NaN;
			expect(Math.abs(probability - golden)).toBeLessThan(1e-6);
			expect(Math.abs(probability - original.win_prob[model])).toBeLessThan(0.01);
		}
		exact.style_coefs.forEach((golden: number, at: number) => {
			expect(Math.abs((control?.styleCoefficients[at] ?? NaN) - golden)).toBeLessThan(1e-6);
		});
	},
);

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
});

function readGolden() {
	const golden = JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8'));
	const rows: ArenaHardRow[] = golden.rows.map(
		(row: { question_id: string; model: string; games: ArenaHardRow['games'] }) => ({
			questionId: row.question_id,
			model: row.model,
			games: row.games,
		}),
	);
	return { ...golden, rows };
}
