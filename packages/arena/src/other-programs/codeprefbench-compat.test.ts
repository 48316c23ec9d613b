import { expect, test } from 'vitest';
import type { GameJudgment } from '../rules/judgment.ts';
import type { Verdict } from '../rules/verdict.ts';
import {
	type CodePrefBenchPair,
	decideCodePrefBench,
	formatHalfUndecided,
	measureCodePrefBench,
} from './codeprefbench-compat.ts';

const unread: GameJudgment = { kind: 'unscored', reason: 'no-verdict' };
const say = (verdict: Verdict): GameJudgment => ({ kind: 'scored', verdict });

test.each([
	[say('A>>B'), 'A'],
	[say('A>B'), 'A'],
	[say('A=B'), 'tie'],
	[say('B>A'), 'B'],
	[say('B>>A'), 'B'],
	[unread, 'tie'],
])('%j decides for %s', (game, side) => {
	expect(decideCodePrefBench(game)).toBe(side);
});

const pairs = (category: string, games: readonly GameJudgment[]): readonly CodePrefBenchPair[] =>
	games.map((game) => ({ category, label: 'A', game }));

/** Worked by hand: 2 of 4 right and 1 undecided; 1 of 2 right; 0 of 1 right, which is undecided. */
const CORRECTNESS = pairs('correctness', [say('A>>B'), say('A>B'), say('B>A'), say('A=B')]);
const EFFICIENCY = pairs('efficiency', [say('A>B'), say('B>>A')]);
const SECURITY = pairs('security', [unread]);

test('undecided pairs count half, and the mean counts each objective alike', () => {
	const others = pairs('human-preference', [say('B>A'), say('B>A')]);
	const numbers = measureCodePrefBench([...CORRECTNESS, ...others, ...EFFICIENCY, ...SECURITY]);
	expect(numbers.objectives).toEqual([
		{
			objective: 'correctness',
			pairs: 4,
			correct: 2,
			undecided: 1,
			accuracy: 0.625,
			halfUndecided: 0.125,
		},
		{
			objective: 'efficiency',
			pairs: 2,
			correct: 1,
			undecided: 0,
			accuracy: 0.5,
			halfUndecided: 0,
		},
		{
			objective: 'security',
			pairs: 1,
			correct: 0,
			undecided: 1,
			accuracy: 0.5,
			halfUndecided: 0.5,
		},
	]);
	// (0.625 + 0.5 + 0.5) / 3 and (0.125 + 0 + 0.5) / 3.
	expect(numbers.mean?.accuracy).toBeCloseTo(0.541667, 6);
	expect(numbers.mean?.halfUndecided).toBeCloseTo(0.208333, 6);
	expect(numbers.mean && formatHalfUndecided(numbers.mean)).toBe('54.2 ± 20.8');
});

test('without one of the objectives there is no mean, and a label that is a tie is left out', () => {
	const tie = { category: 'security', label: 'tie', game: say('A=B') } as const;
	const numbers = measureCodePrefBench([...CORRECTNESS, ...EFFICIENCY, tie]);
	expect(numbers.objectives.map(({ objective }) => objective)).toEqual([
		'correctness',
		'efficiency',
	]);
	expect(numbers).not.toHaveProperty('mean');
});

test('it is printed as the original prints it', () => {
	expect(formatHalfUndecided({ accuracy: 0.58, halfUndecided: 0.008 })).toBe('58.0 ± 0.8');
});
