import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GameJudgment } from './judgment.ts';
import { decidePreference, labelPreference } from './preference.ts';

const game = (preference: number): GameJudgment => ({
	kind: 'scored',
	verdict: labelPreference(preference, 0.05),
	preference,
});
const decide = (first: number, second: number, tieWithin = 0.05) =>
	decidePreference({ baselineFirst: game(first), swapped: game(second) }, tieWithin);

test.each([
	[0.55, 0.05, 'A=B'],
	[0.45, 0.05, 'A=B'],
	[0.551, 0.05, 'A>B'],
	[0.449, 0.05, 'B>A'],
	[0.5, 0, 'A=B'],
	[0.500001, 0, 'A>B'],
	[1, 0.45, 'A>B'],
	[0.95, 0.45, 'A=B'],
] as const)('the preference %d within %d is %s', (preference, within, label) => {
	expect(labelPreference(preference, within)).toBe(label);
});

test('the mean of both orders decides, and the labels of the games say how they agree', () => {
	expect(decide(0.2, 0.9)).toMatchObject({
		outcome: 'win',
		margin: 2,
		consistency: 'consistent',
		firstWins: 1,
		numbers: { preference: 0.8500000000000001 },
	});
	// The answer shown first twice: a tie that a flip makes.
	expect(decide(0.8, 0.8)).toMatchObject({ outcome: 'tie', consistency: 'flipped', firstWins: 2 });
	// Opposite sides, and one of them far clearer.
	expect(decide(0.99, 0.56)).toMatchObject({ outcome: 'loss', margin: 0, consistency: 'flipped' });
	expect(decide(0.5, 0.58)).toMatchObject({ outcome: 'tie', margin: 1, consistency: 'leaning' });
});

test('an unscored game leaves the battle unscored, and a missing preference leaves it open', () => {
	const unscored: GameJudgment = { kind: 'unscored', reason: 'low-mass' };
	const battle = decidePreference({ baselineFirst: unscored, swapped: game(0.9) }, 0.05);
	expect(battle).toEqual({ kind: 'unscored', reasons: ['low-mass'], points: 1 });
	const bare: GameJudgment = { kind: 'scored', verdict: 'A>B' };
	expect(decidePreference({ baselineFirst: bare, swapped: game(0.9) }, 0.05)).toBeUndefined();
});

test('the other side has the mirrored preference and outcome', () => {
	const probability = fc.double({ min: 0, max: 1, noNaN: true });
	fc.assert(
		fc.property(probability, probability, (first, second) => {
			// The model's answer and the baseline's exchange their places in both games.
			const [own, other] = [decide(first, second), decide(second, first)];
			if (own?.kind !== 'scored' || other?.kind !== 'scored') throw new Error('both are scored');
			const sides = { win: 'loss', tie: 'tie', loss: 'win' } as const;
			expect(other.outcome).toBe(sides[own.outcome]);
		}),
	);
});
