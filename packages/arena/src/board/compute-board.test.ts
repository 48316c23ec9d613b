import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BattleResult, decideBattle, EMPTY_ANSWER_LOSS } from '../rules/battle.ts';
import type { BoardEntry, BoardInput, BoardQuestion, Entrant } from '../outcomes/board-input.ts';
import { readBeatenRows } from './beaten-rows.ts';
import { estimateRates } from './board-estimates.ts';
import type { BoardRow, Estimate } from './board-row.ts';
import { computeBoard, computeBoardSlice, computeSlice } from './compute-board.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import { createRandom } from '../maths/random.ts';
import { VERDICTS, type Verdict } from '../rules/verdict.ts';

const QUESTIONS: readonly BoardQuestion[] = Array.from({ length: 60 }, (_, at) => ({
	id: `q${at}`,
	category: `category ${at % 3}`,
	subcategory: `subcategory ${at % 6}`,
	languages: at % 2 === 0 ? ['Rust'] : ['Go', 'C'],
	difficulty: at % 5 === 0 ? 'hard' : 'easy',
}));

const MIRRORED: Readonly<Record<Verdict, Verdict>> = {
	'A>>B': 'B>>A',
	'A>B': 'B>A',
	'A=B': 'A=B',
	'B>A': 'A>B',
	'B>>A': 'A>>B',
};

const scored = (verdict: Verdict): GameJudgment => ({ kind: 'scored', verdict });
const WIN = decideBattle({ baselineFirst: scored('B>A'), swapped: scored('A>B') });
const TIE = decideBattle({ baselineFirst: scored('A=B'), swapped: scored('A=B') });
const LOSS = decideBattle({ baselineFirst: scored('A>B'), swapped: scored('B>A') });
const FLIP = decideBattle({ baselineFirst: scored('A>B'), swapped: scored('A>B') });
const UNREAD: BattleResult = { kind: 'unscored', reasons: ['no-verdict', 'no-verdict'] };

const judgments: fc.Arbitrary<GameJudgment> = fc.oneof(
	{ weight: 8, arbitrary: fc.constantFrom(...VERDICTS).map(scored) },
	{
		weight: 1,
		arbitrary: fc.constantFrom<GameJudgment>(
			{ kind: 'unscored', reason: 'truncated' },
			{ kind: 'unscored', reason: 'provider-error', errorClass: 'timeout' },
		),
	},
);
const games = fc.record({ baselineFirst: judgments, swapped: judgments });
type Games = { readonly baselineFirst: GameJudgment; readonly swapped: GameJudgment };
const gamesOfEntrant = fc.array(fc.option(games), { maxLength: QUESTIONS.length });

function inputOf(
	entrants: readonly Entrant[],
	questions: readonly BoardQuestion[] = QUESTIONS,
): BoardInput {
	return { seed: 'benchmark', questions, baselineLengths: new Map(), entrants };
}

function entrantOf(id: string, results: readonly (BattleResult | undefined)[]): Entrant {
	const entries = results.map((result, at): BoardEntry => {
		return { questionId: `q${at}`, responseLength: 100 + at, ...(result && { result }) };
	});
	return { id, entries };
}

function playedBy(id: string, played: readonly (Games | null)[]): Entrant {
	return entrantOf(
		id,
		played.map((battle) => (battle ? decideBattle(battle) : undefined)),
	);
}

function onlyRow(input: BoardInput): BoardRow {
	const [row] = computeBoardSlice(input, {});
	if (row === undefined) throw new Error('the board has no row');
	return row;
}

function shuffle<Item>(items: readonly Item[], seed: string): readonly Item[] {
	const random = createRandom(seed);
	return items
		.map((item) => ({ item, key: random.next() }))
		.sort((a, b) => a.key - b.key)
		.map(({ item }) => item);
}

test('a row counts every battle once, each under what became of it', () => {
	const results = [WIN, WIN, TIE, FLIP, LOSS, EMPTY_ANSWER_LOSS, UNREAD, undefined];
	const row = onlyRow(inputOf([entrantOf('m', results)], QUESTIONS.slice(0, 10)));
	expect(row).toMatchObject({
		id: 'm',
		n: 10,
		scored: 6,
		unscored: 1,
		missing: 3,
		coverage: 0.6,
		unscoredReasons: { 'no-verdict': 1 },
		emptyAnswers: 1,
		wins: 2,
		ties: 2,
		judgedTies: 1,
		conflictTies: 1,
		losses: 2,
		flipRate: 1 / 5,
		firstPositionShare: 5 / 8,
		medianLength: 103.5,
	});
	expect(row.winRate?.value).toBe(2 / 6);
	expect(row.tieRate?.value).toBe(2 / 6);
	expect(row.score?.value).toBe(0.5);
	expect(row).not.toHaveProperty('costMicroUsd');
});

test('the cost is absent when the price of a played battle is unknown', () => {
	const price = (results: readonly BattleResult[], costs: readonly (number | undefined)[]) => {
		const entries = entrantOf('m', results).entries.map((entry, at) => {
			const costMicroUsd = costs[at];
			return { ...entry, ...(costMicroUsd !== undefined && { costMicroUsd }) };
		});
		return onlyRow(inputOf([{ id: 'm', entries }])).costMicroUsd;
	};
	expect(price([WIN, LOSS], [700, 400])).toBe(1100);
	expect(price([WIN, LOSS], [700, undefined])).toBeUndefined();
	expect(price([WIN, EMPTY_ANSWER_LOSS], [700, undefined])).toBe(700);
	expect(price([], [])).toBeUndefined();
});

test('a model without scored battles has no number', () => {
	for (const results of [[], [undefined], [UNREAD, UNREAD]]) {
		const row = onlyRow(inputOf([entrantOf('m', results)]));
		for (const number of ['winRate', 'tieRate', 'score', 'flipRate', 'firstPositionShare']) {
			expect(row).not.toHaveProperty(number);
		}
	}
	const empty = onlyRow(inputOf([entrantOf('m', [])], []));
	expect(empty).not.toHaveProperty('coverage');
	expect(empty).not.toHaveProperty('medianLength');
});

test('a board of known ranks has its twins tied and everyone else told apart', () => {
	// Wins of 60: two twins, two twins, one model alone, each far from the next.
	const wins = { a: 56, b: 56, c: 30, d: 30, e: 4 };
	const entrants = Object.entries(wins).map(([id, count]) =>
		entrantOf(
			id,
			QUESTIONS.map((_, at) => ((at * 7) % 60 < count ? WIN : LOSS)),
		),
	);
	const rows = computeBoardSlice(inputOf(entrants), {});
	expect(
		rows.map(({ id, rank, beats }) => ({ id, rank, beats: readBeatenRows(beats ?? '') })),
	).toEqual([
		{ id: 'a', rank: { best: 1, worst: 2 }, beats: [2, 3, 4] },
		{ id: 'b', rank: { best: 1, worst: 2 }, beats: [2, 3, 4] },
		{ id: 'c', rank: { best: 3, worst: 4 }, beats: [4] },
		{ id: 'd', rank: { best: 3, worst: 4 }, beats: [4] },
		{ id: 'e', rank: { best: 5, worst: 5 }, beats: [] },
	]);
});

test('any order of questions, entrants and entries gives the same board', () => {
	fc.assert(
		fc.property(gamesOfEntrant, gamesOfEntrant, fc.string(), (first, second, seed) => {
			const entrants = [playedBy('a', first), playedBy('b', second), playedBy('c', first)];
			const shuffled = shuffle(entrants, seed).map((entrant) => ({
				...entrant,
				entries: shuffle(entrant.entries, seed),
			}));
			const board = computeBoard(inputOf(entrants));
			const again = computeBoard(inputOf(shuffled, shuffle(QUESTIONS, seed)));
			expect(again).toEqual(board);
		}),
		{ numRuns: 15 },
	);
});

test('another entrant leaves every other row byte-identical', () => {
	fc.assert(
		fc.property(gamesOfEntrant, gamesOfEntrant, gamesOfEntrant, (first, second, newcomer) => {
			const entrants = [playedBy('a', first), playedBy('b', second)];
			const before = computeBoard(inputOf(entrants));
			const after = computeBoard(inputOf([playedBy('0', newcomer), ...entrants]));
			const others = after.map(({ slice, rows: own }) => ({
				slice,
				rows: own.filter(({ id }) => id !== '0'),
			}));
			const rows = before.map(({ slice, rows: own }) => ({ slice, rows: own }));
			expect(JSON.stringify(others)).toBe(JSON.stringify(rows));
		}),
		{ numRuns: 15 },
	);
});

test('swapping the sides mirrors the board', () => {
	fc.assert(
		fc.property(gamesOfEntrant, (played) => {
			const row = onlyRow(inputOf([playedBy('m', played)]));
			const mirrored = onlyRow(inputOf([playedBy('m', played.map(mirrorGames))]));
			expect(mirrored.wins).toBe(row.losses);
			expect(mirrored.losses).toBe(row.wins);
			expect(mirrored.conflictTies).toBe(row.conflictTies);
			expect(mirrored.flipRate).toBe(row.flipRate);
			expect(rounded(mirrored.tieRate)).toEqual(rounded(row.tieRate));
			expect(rounded(mirrored.score)).toEqual(rounded(row.score && mirrorEstimate(row.score)));
		}),
		{ numRuns: 50 },
	);
});

test('an unscored battle changes no rate, only the coverage', () => {
	fc.assert(
		fc.property(fc.array(games, { minLength: 1, maxLength: 25 }), (played) => {
			const without = onlyRow(inputOf([playedBy('m', played)]));
			const results = [...played.map(decideBattle), UNREAD, UNREAD];
			const withUnread = onlyRow(inputOf([entrantOf('m', results)]));
			expect(withUnread.unscored).toBe(without.unscored + 2);
			for (const count of ['scored', 'wins', 'ties', 'losses'] as const) {
				expect(withUnread[count]).toBe(without[count]);
			}
			for (const rate of ['winRate', 'tieRate', 'score'] as const) {
				expect(withUnread[rate]).toEqual(without[rate]);
			}
		}),
	);
});

test('duplicating every question keeps the estimate and narrows the interval by √2', () => {
	const random = createRandom('duplicates');
	const size = 400;
	const results = Array.from({ length: size }, () => [WIN, WIN, TIE, LOSS][random.nextInt(4)]);
	const questions = Array.from({ length: 2 * size }, (_, at) => ({
		id: `q${at}`,
		category: 'c',
		subcategory: 's',
		languages: [],
		difficulty: 'easy',
	}));
	const single = onlyRow(inputOf([entrantOf('m', results)], questions.slice(0, size)));
	const double = onlyRow(inputOf([entrantOf('m', [...results, ...results])], questions));
	for (const rate of ['winRate', 'tieRate', 'score'] as const) {
		expect(double[rate]?.value).toBeCloseTo(single[rate]?.value ?? Number.NaN, 12);
		const narrowing = widthOf(single[rate]) / widthOf(double[rate]);
		expect(narrowing).toBeGreaterThan(Math.SQRT2 * 0.85);
		expect(narrowing).toBeLessThan(Math.SQRT2 * 1.15);
	}
});

test('equal records have equal intervals, whatever the slice, the seed, the size and the other models', () => {
	const results = QUESTIONS.map((_, at) => (at % 4 === 0 ? TIE : at % 3 === 0 ? WIN : LOSS));
	const twin = entrantOf('twin', results.toReversed());
	const questions = QUESTIONS.map((question) => ({ ...question, category: 'only' }));
	const input = inputOf([entrantOf('m', results), twin], questions);
	const estimates = (rows: readonly BoardRow[]) =>
		rows.map(({ winRate, tieRate, score }) => ({ winRate, tieRate, score }));
	const [own, other] = estimates(computeBoardSlice(input, {}));
	expect(other).toEqual(own);
	expect(estimates(computeBoardSlice(input, { category: 'only' }))).toEqual([own, own]);
	expect(estimates(computeBoardSlice({ ...input, seed: 'other' }, {}))).toEqual([own, own]);
	const { wins, ties, losses } = onlyRow(inputOf([twin]));
	expect(estimateRates({ wins, ties, losses })).toEqual(own);
});

test('a slice by itself is the same as within the whole board', () => {
	const input = inputOf([entrantOf('a', [WIN, TIE, LOSS]), entrantOf('b', [LOSS, WIN])]);
	for (const own of computeBoard(input)) {
		expect(computeBoardSlice(input, own.slice)).toEqual(own.rows);
		expect(computeSlice(input, own.slice)).toEqual(own);
	}
});

test('rows stand by score, then by id, and those without a score last', () => {
	const entrants = [
		entrantOf('z', [WIN, LOSS]),
		entrantOf('a', [TIE]),
		entrantOf('silent', [UNREAD]),
		entrantOf('best', [WIN]),
		entrantOf('lost', [LOSS]),
	];
	const rows = computeBoardSlice(inputOf(entrants), {});
	expect(rows.map(({ id }) => id)).toEqual(['best', 'a', 'z', 'lost', 'silent']);
});

test('a repeated question, entrant or entry is refused', () => {
	const entrant = entrantOf('m', [WIN]);
	const twice = { id: 'm', entries: [...entrant.entries, ...entrant.entries] };
	expect(() => computeBoard(inputOf([entrant, entrant]))).toThrow(RangeError);
	expect(() => computeBoard(inputOf([twice]))).toThrow(RangeError);
	expect(() => computeBoard(inputOf([], [...QUESTIONS, ...QUESTIONS]))).toThrow(RangeError);
});

function mirrorGames(battle: Games | null): Games | null {
	const mirror = (judgment: GameJudgment): GameJudgment =>
		judgment.kind === 'scored' ? scored(MIRRORED[judgment.verdict]) : judgment;
	return (
		battle && {
			baselineFirst: mirror(battle.baselineFirst),
			swapped: mirror(battle.swapped),
		}
	);
}

function mirrorEstimate({ value, interval }: Estimate): Estimate {
	const { low, high, method } = interval;
	return { value: 1 - value, interval: { low: 1 - high, high: 1 - low, method } };
}

/** In units of 1e-9: mirroring a share costs its last digits. */
function rounded(estimate: Estimate | undefined): unknown {
	if (!estimate) return undefined;
	const { low, high, method } = estimate.interval;
	return { method, shares: [estimate.value, low, high].map((share) => Math.round(share * 1e9)) };
}

function widthOf(estimate: Estimate | undefined): number {
	return (estimate?.interval.high ?? Number.NaN) - (estimate?.interval.low ?? Number.NaN);
}
