import { expect, test } from 'vitest';
import type { GameJudgment } from './judgment.ts';
import { decideOneGame, decideOnePreference } from './one-game.ts';
import { outcomeUnder, openOutcomes, SCORING_RULES } from './scoring-rule.ts';

const label = (verdict: 'A>>B' | 'A=B' | 'B>A'): GameJudgment => ({ kind: 'scored', verdict });
const weighed = (preference: number): GameJudgment => ({
	kind: 'scored',
	verdict: 'A=B',
	preference,
});
const MISSING: GameJudgment = { kind: 'unscored', reason: 'not-recorded' };

test.each([
	['A>>B', 'baseline-first', 'loss', -2],
	['A>>B', 'swapped', 'win', 2],
	['B>A', 'baseline-first', 'win', 1],
	['A=B', 'baseline-first', 'tie', 0],
] as const)(
	'one game that says %s, %s, is a %s with margin %i',
	(verdict, order, outcome, margin) => {
		expect(decideOneGame(label(verdict), order)).toEqual({
			kind: 'scored',
			by: 'game',
			outcome,
			margin,
		});
	},
);

test.each([
	[0.25, 'baseline-first', 0, 'win', 1, 0.75],
	[0.25, 'swapped', 0, 'loss', -1, 0.25],
	[0.5, 'baseline-first', 0, 'tie', 0, 0.5],
	[0.55, 'swapped', 0.05, 'tie', 0, 0.55],
] as const)(
	'one preference of %f, %s, with ties within %f is a %s',
	(preference, order, tieWithin, outcome, margin, own) => {
		expect(decideOnePreference(weighed(preference), { order, tieWithin })).toEqual({
			kind: 'scored',
			by: 'game',
			outcome,
			margin,
			numbers: { preference: own },
		});
	},
);

test('an unscored game leaves the battle unscored, under every rule', () => {
	const result = decideOneGame(MISSING, 'baseline-first');
	expect(result).toEqual({ kind: 'unscored', reasons: ['not-recorded'] });
	expect(decideOnePreference(MISSING, { order: 'swapped', tieWithin: 0 })).toEqual(result);
	const underRule = openOutcomes([decideOneGame(label('B>A'), 'baseline-first'), result]);
	expect(SCORING_RULES.map((rule) => underRule(rule, result))).toEqual(
		SCORING_RULES.map(() => undefined),
	);
});

test('where no game has a verdict, what is unscored is no tie under any rule', () => {
	const unscored = decideOneGame(MISSING, 'baseline-first');
	const empty = { kind: 'scored', by: 'empty-answer', outcome: 'loss' } as const;
	const underRule = openOutcomes([unscored, empty, undefined]);
	for (const rule of SCORING_RULES) {
		expect(underRule(rule, unscored)).toBeUndefined();
		expect(underRule(rule, empty)).toBe('loss');
	}
});

test('a scored game without a preference decides nothing by preferences', () => {
	expect(
		decideOnePreference(label('B>A'), { order: 'baseline-first', tieWithin: 0 }),
	).toBeUndefined();
});

test('one game is worth the same under every rule but that ties may leave n', () => {
	const [win, tie] = [label('B>A'), label('A=B')].map((one) =>
		decideOneGame(one, 'baseline-first'),
	);
	expect(SCORING_RULES.map((rule) => outcomeUnder(rule, win))).toEqual(
		SCORING_RULES.map(() => 'win'),
	);
	expect(SCORING_RULES.map((rule) => outcomeUnder(rule, tie))).toEqual([
		'tie',
		'tie',
		'left-out',
		'tie',
	]);
});
