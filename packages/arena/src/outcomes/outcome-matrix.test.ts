import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BattleResult } from '../rules/battle.ts';
import { buildOutcomeMatrix, narrowMatrix, outcomesOfModel } from './outcome-matrix.ts';

const win: BattleResult = {
	kind: 'scored',
	by: 'games',
	outcome: 'win',
	margin: 2,
	consistency: 'consistent',
	firstWins: 1,
	decidedGames: 2,
};
const tie: BattleResult = { ...win, outcome: 'tie', margin: 0 };
const lost: BattleResult = { kind: 'scored', by: 'empty-answer', outcome: 'loss' };
const unscored: BattleResult = { kind: 'unscored', reasons: ['refused'] };

const entrants = [
	{
		id: 'b',
		entries: [
			{ questionId: 'q2', result: win, responseLength: 1 },
			{ questionId: 'q1', result: tie, responseLength: 1 },
			{ questionId: 'elsewhere', result: win, responseLength: 1 },
		],
	},
	{
		id: 'a',
		entries: [
			{ questionId: 'q1', result: lost, responseLength: 0 },
			{ questionId: 'q3', result: unscored, responseLength: 1 },
			{ questionId: 'q2', responseLength: 1 },
		],
	},
];

test('every cell says what is known of one model on one question, unscored and missing alike', () => {
	const matrix = buildOutcomeMatrix({ entrants }, ['q3', 'q1', 'q2']);
	expect(matrix.modelIds).toEqual(['a', 'b']);
	expect(matrix.questionIds).toEqual(['q1', 'q2', 'q3']);
	expect([...matrix.outcomes]).toEqual([0, -1, -1, 1, 2, -1]);
	expect([...outcomesOfModel(matrix, 1)]).toEqual([1, 2, -1]);
	expect(() => outcomesOfModel(matrix, 2)).toThrow(RangeError);
});

test('the order of questions, entrants and entries changes nothing', () => {
	const expected = buildOutcomeMatrix({ entrants }, ['q1', 'q2', 'q3']);
	fc.assert(
		fc.property(
			fc.shuffledSubarray(['q1', 'q2', 'q3'], { minLength: 3 }),
			fc.shuffledSubarray(entrants, { minLength: 2 }),
			fc.boolean(),
			(questions, shuffled, reverse) => {
				const input = shuffled.map((entrant) => ({
					...entrant,
					entries: reverse ? entrant.entries.toReversed() : entrant.entries,
				}));
				expect(buildOutcomeMatrix({ entrants: input }, questions)).toEqual(expected);
			},
		),
	);
});

test('a narrowed matrix is the matrix of the fewer questions', () => {
	const whole = buildOutcomeMatrix({ entrants }, ['q1', 'q2', 'q3']);
	for (const some of [['q3', 'q1'], ['q2', 'q2'], []]) {
		expect(narrowMatrix(whole, some)).toEqual(buildOutcomeMatrix({ entrants }, some));
	}
	expect(() => narrowMatrix(whole, ['q4'])).toThrow(RangeError);
});

test('an ambiguous board is refused instead of counted twice', () => {
	const [first] = entrants;
	const entries = [...(first?.entries ?? []), { questionId: 'q1', responseLength: 3 }];
	expect(() => buildOutcomeMatrix({ entrants: [...entrants, ...entrants] }, ['q1'])).toThrow(
		/two entrants have the id a/,
	);
	expect(() => buildOutcomeMatrix({ entrants: [{ id: 'b', entries }] }, ['q1'])).toThrow(
		/two entries for question q1/,
	);
	expect(buildOutcomeMatrix({ entrants: [] }, []).outcomes).toHaveLength(0);
});
