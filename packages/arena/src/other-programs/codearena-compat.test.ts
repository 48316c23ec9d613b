import { expect, test } from 'vitest';
import { dataFile, hasFiles, readJson } from '../../../../test/support/shared-data.ts';
import {
	type CodeArenaLabel,
	decideCodeArenaBattle,
	formatPercent,
	readArenaHardLabel,
	readCodeArenaAttempts,
	readCodeArenaLabel,
	tabulateCodeArena,
} from './codearena-compat.ts';
import golden from '../fixtures/codearena-verdicts.json' with { type: 'json' };
import { categoryOfTaskType, type TaskTypeMapping } from './task-type.ts';

const verdictsFile = dataFile('golden/codearena-verdicts.json');
const datasetsFile = dataFile('golden/codearena-datasets.json');
const mappingFile = dataFile('codearena/task_types.json');
const isAbsent = !hasFiles(verdictsFile, datasetsFile, mappingFile);

test.each(golden.parse)('$text reads as the original evaluators read it', (row) => {
	expect(readCodeArenaLabel(row.text)).toEqual({ score: row.score, tryAgain: row.tryAgain });
	expect(readArenaHardLabel(row.text)).toBe(row.arenaHard);
});

test('a label behind 100,000 other characters is still found', () => {
	const text = `${'x'.repeat(100_000)}[[B>A]]`;
	expect(readCodeArenaLabel(text).score).toBe('B>A');
	expect(readArenaHardLabel(text)).toBe('B>A');
});

test.each(golden.retry)('attempts $attempts are read as the original reads them', (row) => {
	const { attempts, ...expected } = row;
	expect(readCodeArenaAttempts(attempts)).toEqual(expected);
});

test('all 256 combinations of two labels decide as in the original', () => {
	const decided = golden.labels.map((first) =>
		golden.labels.map((second) => decideCodeArenaBattle([first, second]).outcome[0]).join(''),
	);
	expect(decided).toEqual(golden.outcomesByFirstGame);
});

test.skipIf(isAbsent)("scores of all combinations are the original's", () => {
	const file = readJson(verdictsFile);
	type Combination = {
		game1: CodeArenaLabel;
		game2: CodeArenaLabel;
		score: number;
		win: number;
		tie: number;
	};
	const combinations: readonly Combination[] = file.combinations;
	for (const { game1, game2, score, win, tie } of combinations) {
		const decided = decideCodeArenaBattle([game1, game2]);
		expect([decided.score, decided.outcome === 'win', decided.outcome === 'tie']).toEqual([
			score,
			win === 1,
			tie === 1,
		]);
	}
	expect(combinations).toHaveLength(golden.labels.length ** 2);
	// The fixture leaves out one text of 5000 characters.
	const known = new Set(golden.parse.map(({ text }) => text));
	const others = file.parse.filter(({ text }: { text: string }) => !known.has(text));
	expect([others.length, file.retry.length]).toEqual([1, golden.retry.length]);
	for (const { text, codearena, arena_hard_auto } of others) {
		const { score, try_again: tryAgain } = codearena;
		expect(readCodeArenaLabel(text)).toEqual({ score, tryAgain });
		expect(readArenaHardLabel(text)).toBe(arena_hard_auto);
	}
});

test.each(golden.otherGameCounts)('games $games score $score', ({ games, score, win, tie }) => {
	const decided = decideCodeArenaBattle(games);
	expect(decided.score).toBe(score);
	expect(decided.outcome === 'win').toBe(win === 1);
	expect(decided.outcome === 'tie').toBe(tie === 1);
});

test('an exact half is rounded to the even digit, as Python does', () => {
	expect(formatPercent(5 / 16)).toBe('31.2');
	expect(formatPercent(7 / 16)).toBe('43.8');
	expect(formatPercent(1 / 400)).toBe('0.2');
	expect(formatPercent(0)).toBe('0.0');
	expect(formatPercent(1)).toBe('100.0');
});

test('a table without rows is refused', () => {
	expect(() => tabulateCodeArena([])).toThrow(RangeError);
});

test('a task type is looked up in lower case with spaces for hyphens, and its first pair wins', () => {
	const mapping = {
		'code review': [
			{ main: 'Practices', sub: 'Quality' },
			{ main: 'Development', sub: 'Review' },
		],
		empty: [],
	};
	const expected = { category: 'Practices', subcategory: 'Quality' };
	expect(categoryOfTaskType('Code-Review', mapping)).toEqual(expected);
	expect(categoryOfTaskType('empty', mapping)).toBeUndefined();
	expect(categoryOfTaskType('constructor', mapping)).toBeUndefined();
});

type Dataset = {
	readonly rows: readonly { task_type: string; games: readonly CodeArenaLabel[] }[];
	readonly expected: {
		readonly score: number;
		readonly win_rate: number;
		readonly tie_rate: number;
		readonly overall_formatted: string;
		readonly main: Readonly<Record<string, unknown>>;
		readonly sub: Readonly<Record<string, unknown>>;
	};
};

test.skipIf(isAbsent)("whole tables equal the original's", () => {
	const mapping: TaskTypeMapping = readJson(mappingFile);
	const { datasets }: { datasets: readonly Dataset[] } = readJson(datasetsFile);
	expect(datasets).toHaveLength(3);
	for (const { rows, expected } of datasets) {
		const table = tabulateCodeArena(
			rows.flatMap(({ task_type, games }) => {
				const category = categoryOfTaskType(task_type, mapping);
				return category ? [{ category, games }] : [];
			}),
		);
		expect(table.overall.n).toBe(rows.length);
		expect(table.score).toBeCloseTo(expected.score, 12);
		expect(table.winRate).toBeCloseTo(expected.win_rate, 12);
		expect(table.tieRate).toBeCloseTo(expected.tie_rate, 12);
		expect(table.overall.formatted).toBe(expected.overall_formatted);
		expect(Object.fromEntries(table.byCategory)).toEqual(expected.main);
		expect(Object.fromEntries(table.bySubcategory)).toEqual(expected.sub);
	}
});
