import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decideBattle, EMPTY_ANSWER_LOSS } from '../rules/battle.ts';
import { COMPARISON_CODE_VERSION, compareJudges } from './judge-comparison.ts';
import type { JudgedSide, TwiceJudged, TwiceJudgedEntrant } from './judged-twice.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import { mcnemarExact } from '../maths/mcnemar.ts';
import { createRandom } from '../maths/random.ts';
import { type Verdict, VERDICTS } from '../rules/verdict.ts';

type Shown = Verdict | undefined;

/** A side from the verdicts of both games in shown order; an absent one is a refusal. */
function side(baselineFirst: Shown, swapped: Shown, more: Partial<JudgedSide> = {}): JudgedSide {
	const judged = (verdict: Shown): GameJudgment =>
		verdict ? { kind: 'scored', verdict } : { kind: 'unscored', reason: 'refused' };
	return {
		result: decideBattle({ baselineFirst: judged(baselineFirst), swapped: judged(swapped) }),
		verdicts: { ...(baselineFirst && { baselineFirst }), ...(swapped && { swapped }) },
		latenciesMs: [],
		...more,
	};
}

const WIN = side('B>A', 'A>B');
const LOSS = side('A>B', 'B>A');
const TIE = side('A=B', 'A=B');
const UNREAD = side('B>A', undefined);
const EMPTY: JudgedSide = { result: EMPTY_ANSWER_LOSS, verdicts: {}, latenciesMs: [] };

type Pair = readonly [from: JudgedSide, to: JudgedSide, more?: Partial<TwiceJudged>];

function entrant(
	id: string,
	pairs: readonly Pair[],
	more: Partial<TwiceJudgedEntrant> = {},
): TwiceJudgedEntrant {
	return {
		id,
		battles: pairs.map(([from, to, given], at) => ({
			questionId: `q${String(at).padStart(3, '0')}`,
			category: at % 2 === 0 ? 'Even' : 'Odd',
			responseLength: 10,
			baselineLength: 10,
			from,
			to,
			...given,
		})),
		repeated: { from: [], to: [] },
		...more,
	};
}

const compare = (
	entrants: readonly TwiceJudgedEntrant[],
	families: { from?: string; to?: string; baseline?: string } = {},
) => compareJudges({ seed: 's', entrants, families });

const times = (count: number, pair: Pair) => Array.from({ length: count }, () => pair);

test('a change of the arithmetic changes its version, since comparisons are stored', () => {
	const { nextInt } = createRandom('stored comparisons');
	const draw = () =>
		side(VERDICTS[nextInt(5)], VERDICTS[nextInt(5)], { costMicroUsd: nextInt(99) });
	const entrants = ['a', 'b', 'c'].map((id) =>
		entrant(
			id,
			Array.from({ length: 60 }, () => [draw(), draw()] as const),
			{ family: id },
		),
	);
	const compared = JSON.stringify(
		compare(entrants, { from: 'a', to: 'b', baseline: 'c' }),
		(_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value),
	);
	const hash = createHash('sha256').update(compared).digest('hex').slice(0, 16);
	expect([COMPARISON_CODE_VERSION, hash]).toEqual(['comparison-1', '8a1365ef700e58f7']);
});

describe('agreement', () => {
	const compared = compare([
		entrant('a', [
			[WIN, WIN],
			[WIN, LOSS],
			[LOSS, WIN],
			[TIE, LOSS],
			[WIN, UNREAD],
			[EMPTY, EMPTY],
		]),
	]);

	test('of outcomes is over battles that both judges decided; empty answers and unread games are no part of it', () => {
		expect(compared).toMatchObject({ battles: 6, scoredByBoth: 5, emptyAnswers: 1, questions: 6 });
		expect(compared.outcomes).toMatchObject({
			n: 4,
			hits: 1,
			share: 0.25,
			reversed: { n: 4, hits: 2, share: 0.5 },
			table: [
				[1, 0, 1],
				[0, 0, 1],
				[1, 0, 0],
			],
		});
		// Old 2/1/1, new 2/0/2 of 4: expected (4 + 0 + 2) / 16.
		expect(compared.outcomes.kappa).toBeCloseTo((1 / 4 - 6 / 16) / (1 - 6 / 16), 14);
	});

	test('of labels is over games that both gave a verdict in, in shown order', () => {
		// The unread battle's first game was read by both: B>A, B>A.
		expect(compared.verdicts).toMatchObject({ labels: { n: 9, hits: 3 }, unscored: 1 });
		const column = (label: Verdict) => VERDICTS.indexOf(label);
		const { all, baselineFirst, swapped } = compared.verdicts.confusion;
		expect(baselineFirst[column('B>A')]?.[column('B>A')]).toBe(2);
		expect(baselineFirst[column('B>A')]?.[column('A>B')]).toBe(1);
		expect(swapped[column('A>B')]?.[column('B>A')]).toBe(1);
		expect(all.flat().reduce((sum, count) => sum + count, 0)).toBe(9);
		all.forEach((cells, row) => {
			cells.forEach((count, at) => {
				expect(count).toBe((baselineFirst[row]?.[at] ?? 0) + (swapped[row]?.[at] ?? 0));
			});
		});
	});

	test('a clearer word for the same side is another label and the same side', () => {
		const { verdicts, outcomes } = compare([entrant('a', [[WIN, side('B>>A', 'A>B')]])]);
		expect(verdicts.labels).toMatchObject({ n: 2, hits: 1 });
		expect(verdicts.sides).toMatchObject({ n: 2, hits: 2, share: 1 });
		expect(outcomes).toMatchObject({ n: 1, hits: 1 });
	});

	test('flips are counted by category and by model', () => {
		expect(compared.categories).toEqual([
			{ category: 'Even', n: 2, same: 1, winToLoss: 0, lossToWin: 1 },
			{ category: 'Odd', n: 2, same: 0, winToLoss: 1, lossToWin: 0 },
		]);
		expect(compared.models[0]?.outcomes).toEqual({ n: 4, same: 1, winToLoss: 1, lossToWin: 1 });
	});

	test('with a judge that says the same it is whole, and nothing moves', () => {
		const same = compare([
			entrant('a', [...times(20, [WIN, WIN]), ...times(20, [LOSS, LOSS])]),
			entrant('b', [...times(30, [WIN, WIN]), ...times(10, [TIE, TIE])]),
		]);
		expect(same.outcomes).toMatchObject({ share: 1, kappa: 1, reversed: { hits: 0 } });
		expect(same.verdicts.labels).toMatchObject({ share: 1, kappa: 1 });
		expect(same.boards).toMatchObject({ spearman: 1, kendall: 1 });
		expect(same.moved).toBe(0);
		expect(same.models.map(({ id, difference }) => [id, difference?.value])).toEqual([
			['b', 0],
			['a', 0],
		]);
	});
});

describe('moves', () => {
	const still = entrant('still', [...times(30, [WIN, WIN]), ...times(30, [LOSS, LOSS])]);
	const fallen = entrant('fallen', [
		...times(20, [WIN, LOSS]),
		...times(30, [WIN, WIN]),
		...times(10, [LOSS, LOSS]),
	]);
	const shaken = entrant('shaken', [
		...times(6, [WIN, LOSS]),
		...times(5, [LOSS, WIN]),
		...times(19, [LOSS, LOSS]),
		...times(30, [TIE, TIE]),
	]);
	const { models, moved, boards } = compare([still, fallen, shaken]);
	const moveOf = (id: string) => models.find((move) => move.id === id);

	test('a model that falls on 20 of 60 questions moves beyond chance, one that is shaken does not', () => {
		expect(moved).toBe(1);
		expect(moveOf('fallen')).toMatchObject({
			answer: 'down',
			from: { score: { value: 50 / 60 }, place: 1 },
			to: { score: { value: 30 / 60 }, place: 1 },
		});
		expect(moveOf('fallen')?.difference?.value).toBeCloseTo(-20 / 60, 14);
		expect(moveOf('fallen')?.difference?.interval.high).toBeLessThan(0);
		expect(moveOf('shaken')).toMatchObject({ answer: 'cannot-tell' });
		expect(moveOf('still')).toMatchObject({ answer: 'cannot-tell', difference: { value: 0 } });
	});

	test('a p-value is McNemar’s, the adjusted one that of all moves tested together', () => {
		expect(moveOf('fallen')?.pValue).toBeCloseTo(mcnemarExact(0, 20), 14);
		// No resample of 1000 deviates as far as 20 of 20 questions that fell.
		expect(moveOf('fallen')?.adjustedPValue).toBeCloseTo(1 / 1001, 14);
		expect(moveOf('still')?.adjustedPValue).toBe(1);
		expect(moveOf('shaken')?.pValue).toBeCloseTo(mcnemarExact(5, 6), 14);
	});

	test('places are by score, equals sharing theirs, and correlate between the boards', () => {
		expect(models.map(({ id, from, to }) => [id, from?.place, to?.place])).toEqual([
			['fallen', 1, 1],
			['still', 2, 1],
			['shaken', 3, 3],
		]);
		// Ranks 3, 2, 1 and 2.5, 2.5, 1: covariance 1.5, squares 2 and 1.5.
		expect(boards.spearman).toBeCloseTo(1.5 / Math.sqrt(2 * 1.5), 14);
		expect(boards.kendall).toBeCloseTo(2 / Math.sqrt(3 * 2), 14);
		expect(moveOf('fallen')?.from?.rank).toEqual({ best: 1, worst: 1 });
		expect(moveOf('still')?.to?.rank).toEqual({ best: 1, worst: 3 });
	});

	test('a move has the least number of questions that a board tells models apart on: six', () => {
		const few = compare([entrant('few', times(5, [WIN, LOSS]))]);
		expect(few.models[0]).toMatchObject({
			answer: 'not-enough-questions',
			reason: 'fewer-than-6-differing-questions',
		});
		expect(few.moved).toBe(0);
		expect(compare([entrant('more', times(29, [WIN, LOSS]))]).models[0]).toMatchObject({
			answer: 'down',
			reason: 'distinguished',
		});
	});

	test('of judges that differ by chance alone, at most one board in twenty shows a move', () => {
		const { nextInt } = createRandom('chance alone');
		const draw = () => [WIN, LOSS, TIE][nextInt(3)] ?? TIE;
		const boardsWithMove = Array.from({ length: 60 }, (_, board) =>
			compareJudges({
				seed: String(board),
				families: {},
				entrants: ['a', 'b', 'c'].map((id) =>
					entrant(
						id,
						Array.from({ length: 40 }, (): Pair => [draw(), draw()]),
					),
				),
			}),
		).filter((compared) => compared.moved > 0).length;
		// Binomial(60, 0.05) exceeds 8 with probability 0.002.
		expect(boardsWithMove).toBeLessThanOrEqual(8);
	});
});

describe('what moves no number', () => {
	const pairs: readonly Pair[] = [
		...times(25, [WIN, LOSS]),
		...times(20, [LOSS, LOSS]),
		...times(10, [TIE, WIN]),
	];
	const clean = compare([entrant('a', pairs)]);

	test('an unscored game leaves scores, difference and agreement as they are, and is counted', () => {
		const unread: readonly Pair[] = [
			...pairs,
			[WIN, side(undefined, undefined)],
			[side(undefined, 'A>B'), LOSS],
		];
		const { models, outcomes, verdicts, conduct } = compare([entrant('a', unread)]);
		const [before, after] = [clean.models[0], models[0]];
		expect(after).toMatchObject({ battles: 57, scored: 55, unscored: { from: 1, to: 1 } });
		expect(after?.from?.score.value).toBe(before?.from?.score.value);
		expect(after?.to?.score.value).toBe(before?.to?.score.value);
		expect(after?.difference?.value).toBe(before?.difference?.value);
		expect(after?.pValue).toBe(before?.pValue);
		expect(outcomes.table).toEqual(clean.outcomes.table);
		expect(outcomes.kappa).toBe(clean.outcomes.kappa);
		// One game of the four was read by both.
		expect(verdicts).toMatchObject({ labels: { n: 111 }, unscored: 3 });
		expect(conduct.from.counts).toMatchObject({ unscored: 1, unscoredReasons: { refused: 1 } });
		expect(conduct.to.counts).toMatchObject({ scored: 56, unscored: 1 });
	});

	test('the order of entrants and battles', () => {
		const other = entrant('b', times(40, [TIE, LOSS]));
		const turned = entrant('a', pairs);
		expect(compare([other, { ...turned, battles: turned.battles.toReversed() }])).toEqual(
			compare([turned, other]),
		);
	});

	test('swapping the judges mirrors everything', () => {
		const mirrored = compare([
			entrant(
				'a',
				pairs.map(([from, to]): Pair => [to, from]),
			),
		]);
		const [ahead, back] = [clean.models[0], mirrored.models[0]];
		expect(back?.from).toEqual(ahead?.to);
		expect(back?.to).toEqual(ahead?.from);
		expect(back?.difference?.value).toBeCloseTo(-(ahead?.difference?.value ?? NaN), 14);
		expect(mirrored.conduct.from).toEqual(clean.conduct.to);
		expect(mirrored.outcomes.kappa).toBeCloseTo(clean.outcomes.kappa ?? NaN, 14);
		expect(mirrored.verdicts.confusion.all.map((row) => row[0])).toEqual(
			clean.verdicts.confusion.all[0],
		);
	});
});

describe('conduct', () => {
	const longer = { responseLength: 20, baselineLength: 10 };
	const shorter = { responseLength: 5, baselineLength: 10 };
	const first = side('A>B', 'A>B');
	const { conduct } = compare([
		entrant('a', [
			[WIN, first, longer],
			[WIN, first, longer],
			[LOSS, first, shorter],
			[WIN, first, shorter],
			[WIN, LOSS],
			[TIE, TIE, longer],
		]),
	]);

	test('the longer answer’s share is over won and lost battles whose answers differ in length', () => {
		expect(conduct.from.longerWins).toMatchObject({ n: 4, hits: 3, share: 0.75 });
		expect(conduct.to.longerWins).toEqual({ n: 0, hits: 0 });
	});

	test('a judge that always takes the first answer is consistent on nothing but its other battles', () => {
		expect(conduct.from.consistency).toMatchObject({ n: 6, hits: 6 });
		expect(conduct.from.firstPosition).toMatchObject({ n: 10, hits: 5, share: 0.5 });
		expect(conduct.to.consistency).toMatchObject({ n: 6, hits: 2 });
		expect(conduct.to.flipRate).toMatchObject({ n: 6, hits: 4 });
		expect(conduct.to.firstPosition).toMatchObject({ n: 10, hits: 9, share: 0.9 });
	});

	test('costs are compared over the battles whose price is known under both judges', () => {
		const priced = compare([
			entrant('a', [
				[side('A>B', 'B>A', { costMicroUsd: 100 }), side('A>B', 'B>A', { costMicroUsd: 50 })],
				[side('A>B', 'B>A', { costMicroUsd: 300 }), side('A>B', undefined, { costMicroUsd: 70 })],
				[side('A>B', 'B>A', { costMicroUsd: 900 }), LOSS],
				[
					{ ...EMPTY, costMicroUsd: 0 },
					{ ...EMPTY, costMicroUsd: 0 },
				],
			]),
		]).conduct;
		expect(priced.from).toMatchObject({ pricedBattles: 2, costMicroUsdPerBattle: 200 });
		expect(priced.to).toMatchObject({ pricedBattles: 2, costMicroUsdPerBattle: 60 });
		expect(conduct.from.costMicroUsdPerBattle).toBeUndefined();
	});

	test('the latency is the median of the replies that count', () => {
		const slow = compare([
			entrant('a', [
				[
					{ ...WIN, latenciesMs: [100, 300] },
					{ ...WIN, latenciesMs: [5, 7] },
				],
			]),
		]).conduct;
		expect([slow.from.medianLatencyMs, slow.to.medianLatencyMs]).toEqual([200, 6]);
		expect(conduct.from.medianLatencyMs).toBeUndefined();
	});
});

describe('the noise floor', () => {
	test('is absent where a judge was not asked again', () => {
		expect(compare([entrant('a', [[WIN, WIN]])]).floor).toEqual({});
	});

	test('is the judge’s agreement with itself, battle by battle and game by game', () => {
		const repeated = {
			from: [
				{ questionId: 'q000', askings: [WIN, WIN] },
				{ questionId: 'q001', askings: [WIN, LOSS] },
				{ questionId: 'q002', askings: [TIE, UNREAD] },
				{ questionId: 'q003', askings: [TIE] },
			],
			to: [],
		};
		const { floor } = compare([entrant('a', [[WIN, WIN]], { repeated })]);
		expect(floor.to).toBeUndefined();
		expect(floor.from).toMatchObject({
			askings: 2,
			outcomes: { n: 2, unscored: 1, agreement: 0.5, reversals: 0.5 },
			// Two games the same, two opposite, and the tie's first against a B>A.
			verdicts: { labels: { n: 5, hits: 2 }, sides: { n: 5, hits: 2 } },
		});
	});
});

describe('self-preference', () => {
	const own = entrant(
		'own',
		[
			[WIN, LOSS],
			[WIN, TIE],
		],
		{ family: 'red' },
	);
	const foreign = entrant(
		'foreign',
		[
			[WIN, TIE],
			[TIE, TIE],
		],
		{ family: 'green' },
	);

	test('is the judge’s score for its family less the other judge’s, and its leniency the same for others', () => {
		const { familyBias } = compare([own, foreign], { from: 'red', to: 'blue', baseline: 'red' });
		expect(familyBias.from).toMatchObject({
			kind: 'measured',
			family: 'red',
			isBaselineOfFamily: true,
			ownBattles: 2,
			own: 1,
			others: 0.25,
			preference: 0.75,
			leniency: 0.25,
			excess: 0.5,
		});
		expect(familyBias.to).toMatchObject({ kind: 'absent', reason: 'no-contestant-of-family' });
	});

	test('is absent with the reason where it cannot be told', () => {
		const reasonOf = (families: { from?: string; to?: string }) =>
			compare([own, foreign], families).familyBias.from;
		expect(reasonOf({ from: 'red', to: 'red' })).toMatchObject({ reason: 'same-family' });
		expect(reasonOf({ from: 'red' })).toMatchObject({ reason: 'family-unknown' });
		expect(reasonOf({ from: 'grey', to: 'blue' })).toMatchObject({
			reason: 'no-contestant-of-family',
		});
	});
});

test('without a battle everything that would need one is absent', () => {
	const nothing = compare([entrant('a', [])]);
	expect(nothing).toMatchObject({ battles: 0, moved: 0, boards: { separability: {} } });
	expect(nothing.outcomes).toEqual({
		n: 0,
		hits: 0,
		reversed: { n: 0, hits: 0 },
		table: [
			[0, 0, 0],
			[0, 0, 0],
			[0, 0, 0],
		],
	});
	expect(nothing.models[0]).toMatchObject({ answer: 'not-enough-questions', battles: 0 });
	expect(nothing.models[0]?.from).toBeUndefined();
});

test('a battle that is there twice is refused', () => {
	const [battle] = entrant('a', [[WIN, WIN]]).battles;
	const twice = { ...entrant('a', []), battles: battle ? [battle, battle] : [] };
	expect(() => compare([twice])).toThrow('entrant a has question q000 twice');
});
