import { expect, test } from 'vitest';
import { dataFile, hasFiles, readJson } from '../../../../test/support/shared-data.ts';
import { createRandom } from '../maths/random.ts';
import {
	type BattleResult,
	decideBattle,
	EMPTY_ANSWER_LOSS,
	EQUAL_TEXTS_TIE,
} from '../rules/battle.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import { outcomeUnder, SCORING_RULES } from '../rules/scoring-rule.ts';
import { type Verdict, VERDICTS } from '../rules/verdict.ts';
import type { BoardInput } from '../outcomes/board-input.ts';
import { computeBoardSlice, computeSlice } from './compute-board.ts';
import { UNSCORED, WIN } from '../outcomes/outcome-matrix.ts';
import { computeRuleSlice } from './rule-board.ts';
import { layOutRules } from './rule-effects.ts';

const FILE = dataFile('golden/codearena-datasets.json');
const UNREAD: GameJudgment = { kind: 'unscored', reason: 'no-verdict' };
const scored = (verdict: Verdict): GameJudgment => ({ kind: 'scored', verdict });
const battle = (first: GameJudgment, second: GameJudgment) =>
	decideBattle({ baselineFirst: first, swapped: second });

test.each<[string, BattleResult, readonly (string | undefined)[]]>([
	// The outcomes under codejoust, sign, decided-only, codearena-compat.
	['a clear win', battle(scored('B>>A'), scored('A>B')), ['win', 'win', 'win', 'win']],
	['a leaning win', battle(scored('A=B'), scored('A>B')), ['win', 'win', 'win', 'win']],
	['a flip of unequal weight', battle(scored('B>>A'), scored('B>A')), ['win', 'tie', 'win', 'win']],
	[
		'a flip of equal weight',
		battle(scored('A>B'), scored('A>B')),
		['tie', 'tie', 'left-out', 'tie'],
	],
	['half read', battle(UNREAD, scored('A>B')), [undefined, undefined, undefined, 'win']],
	['half read and a tie', battle(scored('A=B'), UNREAD), [undefined, undefined, undefined, 'tie']],
	['unread', battle(UNREAD, UNREAD), [undefined, undefined, undefined, 'tie']],
	['an empty answer', EMPTY_ANSWER_LOSS, ['loss', 'loss', 'loss', 'loss']],
	['a copy', EQUAL_TEXTS_TIE, ['tie', 'tie', 'left-out', 'tie']],
])('%s', (_, result, expected) => {
	expect(SCORING_RULES.map((rule) => outcomeUnder(rule, result))).toEqual(expected);
	expect(outcomeUnder('sign', undefined)).toBeUndefined();
});

test.each(['ratings', 'votes'] as const)(
	'an unscored battle on a board that %s decide is no tie under any rule',
	(by) => {
		const won: BattleResult = { kind: 'scored', by, outcome: 'win', margin: 3 };
		const mute: BattleResult = { kind: 'unscored', reasons: ['refused', 'no-verdict'] };
		const input = boardOf({ a: [won, mute], b: [mute, EMPTY_ANSWER_LOSS] });
		for (const rule of SCORING_RULES)
			expect(computeRuleSlice(input, {}, rule)).toMatchObject([
				{ id: 'a', wins: 1, ties: 0, losses: 0, unscored: 1 },
				{ id: 'b', wins: 0, ties: 0, losses: 1, unscored: 1 },
			]);
		const laid = layOutRules(input.entrants.map(({ id, entries }) => ({ id, entries }))).get(
			'codearena-compat',
		);
		expect([...(laid?.get('a') ?? [])]).toEqual([WIN, UNSCORED]);
	},
);

type Dataset = {
	readonly name: string;
	readonly rows: readonly { readonly games: readonly (string | null)[] }[];
	readonly expected: {
		readonly score: number;
		readonly win_rate: number;
		readonly tie_rate: number;
	};
};

test.skipIf(!hasFiles(FILE))(
	'codearena-compat has the win rates, tie rates and scores of the original',
	() => {
		const { datasets }: { readonly datasets: readonly Dataset[] } = readJson(FILE);
		for (const { name, rows, expected } of datasets) {
			const results = rows.map(({ games: [first, second] }) => battle(read(first), read(second)));
			const [row] = computeRuleSlice(boardOf({ model: results }), {}, 'codearena-compat');
			expect(row, name).toMatchObject({ scored: rows.length, unscored: 0, coverage: 1 });
			expect(row?.winRate?.value).toBeCloseTo(expected.win_rate, 12);
			expect(row?.tieRate?.value).toBeCloseTo(expected.tie_rate, 12);
			expect(row?.score?.value).toBeCloseTo(expected.score, 12);
		}
	},
);

test('the default rule is the board itself, and every rule has ranks of its own outcomes', () => {
	const board = drawBoard();
	expect(computeRuleSlice(board, {}, 'codejoust')).toEqual(computeBoardSlice(board, {}));
	for (const rule of SCORING_RULES) {
		const rows = computeRuleSlice(board, {}, rule);
		for (const row of rows) {
			expect(row.wins + row.ties + row.losses).toBe(row.scored);
			expect(row.judgedTies + row.conflictTies + row.copies).toBe(row.ties);
			expect(row.rank).toBeDefined();
		}
		expect(rows.map(({ score }) => score?.value)).toEqual(
			rows.map(({ score }) => score?.value).toSorted((a, b) => (b ?? 0) - (a ?? 0)),
		);
	}
	const decided = computeRuleSlice(board, {}, 'decided-only');
	for (const row of decided) expect(row).toMatchObject({ ties: 0, copies: 0, conflictTies: 0 });
});

test('a board says which rules move the first place, and which a model out of its range', () => {
	const twins = boardOf({
		// Ahead by flips of unequal weight alone: the rule `sign` makes ties of them.
		flipper: results(60, (at) => (at < 36 ? [scored('B>>A'), scored('B>A')] : LOST)),
		plain: results(60, (at) => (at % 2 === 0 ? WON : LOST)),
	});
	const { effects } = computeSlice(twins, {}).rules;
	expect(effects.map(({ rule, first, isFirstKept }) => [rule, first, isFirstKept])).toEqual([
		['codejoust', ['flipper'], true],
		['sign', ['plain'], false],
		['decided-only', ['flipper'], true],
		['codearena-compat', ['flipper'], true],
	]);
	expect(effects.every(({ outside }) => outside.length === 0)).toBe(true);
	const apart = boardOf({
		flipper: results(60, (at) => (at < 55 ? [scored('B>>A'), scored('B>A')] : LOST)),
		plain: results(60, (at) => (at < 32 ? WON : LOST)),
	});
	expect(computeSlice(apart, {}).rules.effects[1]?.outside).toEqual(['flipper', 'plain']);
	expect(computeSlice(boardOf({ silent: [battle(UNREAD, UNREAD)] }), {}).rules).toEqual({
		effects: [],
	});
});

test('what a board says of its rules is what their own boards show', () => {
	const board = drawBoard();
	for (const slice of [{}, { category: 'c' }, { difficulty: 'hard' }]) {
		const usual = computeBoardSlice(board, slice);
		for (const { rule, first, outside } of computeSlice(board, slice).rules.effects) {
			const rows = computeRuleSlice(board, slice, rule);
			const best = rows[0]?.score?.value;
			expect([...first].sort()).toEqual(
				rows.flatMap(({ id, score }) => (score?.value === best ? [id] : [])).sort(),
			);
			const ranked = rows.filter(({ id }) => usual.some((row) => row.id === id && row.rank));
			const expected = usual.flatMap(({ id, rank }) => {
				const own = ranked.find((row) => row.id === id)?.score?.value ?? NaN;
				const better = ranked.filter(({ score }) => (score?.value ?? NaN) > own).length;
				const worse = ranked.filter(({ score }) => (score?.value ?? NaN) < own).length;
				const isOutside = rank && (ranked.length - worse < rank.best || 1 + better > rank.worst);
				return isOutside ? [id] : [];
			});
			expect(outside).toEqual(expected);
		}
	}
});

const WON = [scored('B>A'), scored('A>B')] as const;
const LOST = [scored('A>B'), scored('B>A')] as const;

function results(
	count: number,
	gamesAt: (at: number) => readonly [GameJudgment, GameJudgment],
): readonly BattleResult[] {
	return Array.from({ length: count }, (_, at) => battle(...gamesAt(at)));
}

function read(label: string | null | undefined): GameJudgment {
	const verdict = VERDICTS.find((one) => one === label);
	return verdict ? scored(verdict) : UNREAD;
}

function drawBoard(): BoardInput {
	const { nextInt } = createRandom('rules');
	const draw = () => {
		const kind = nextInt(40);
		if (kind === 0) return EQUAL_TEXTS_TIE;
		if (kind === 1) return EMPTY_ANSWER_LOSS;
		const game = () => scored(VERDICTS[nextInt(5)] ?? 'A=B');
		return battle(game(), game());
	};
	const drawn = (size: number) => Array.from({ length: size }, draw);
	return boardOf({ a: drawn(50), b: drawn(50), c: drawn(50) });
}

function boardOf(models: Readonly<Record<string, readonly BattleResult[]>>): BoardInput {
	const size = Math.max(...Object.values(models).map(({ length }) => length));
	const questions = Array.from({ length: size }, (_, at) => ({
		id: `q${at}`,
		category: 'c',
		subcategory: 's',
		languages: [],
		difficulty: 'easy',
	}));
	return {
		seed: 'rules',
		questions,
		baselineLengths: new Map(),
		entrants: Object.entries(models).map(([id, own]) => ({
			id,
			entries: own.map((result, at) => ({ questionId: `q${at}`, responseLength: 10, result })),
		})),
	};
}
