import { describe, expect, test } from 'vitest';
import type { BattleResult } from './battle.ts';
import { decideCascade, decidesAlone } from './cascade.ts';

const read = (preference: number, outcome: 'win' | 'tie' | 'loss' = 'win'): BattleResult => ({
	kind: 'scored',
	by: 'games',
	outcome,
	margin: 2,
	consistency: 'consistent',
	firstWins: 1,
	decidedGames: 2,
	numbers: { preference },
});
const LOSS: BattleResult = { kind: 'scored', by: 'ratings', outcome: 'loss', margin: -7 };
const MUTE: BattleResult = { kind: 'unscored', reasons: ['low-mass', 'low-mass'] };

test.each([
	[0.7, 0.2, true],
	[0.3, 0.2, true],
	[0.699, 0.2, false],
	[0.301, 0.2, false],
	[0.5, 0.001, false],
	[1, 0.5, true],
	[0, 0.5, true],
	[0.999, 0.5, false],
])('the preference %d with the margin %d decides alone: %s', (preference, margin, alone) => {
	expect(decidesAlone(read(preference), margin)).toBe(alone);
});

test('a battle without a preference never decides alone', () => {
	expect(decidesAlone(MUTE, 0.1)).toBe(false);
	expect(decidesAlone(LOSS, 0.1)).toBe(false);
	expect(decidesAlone({ kind: 'scored', by: 'equal-texts', outcome: 'tie' }, 0.1)).toBe(false);
});

describe('a cascade', () => {
	const decide = (first: BattleResult, second?: BattleResult) =>
		decideCascade(
			{ name: 'cheap', result: first },
			second && { name: 'strong', result: second },
			0.2,
		);

	test('is decided by the first judge where that is sure, whatever the second one says', () => {
		const votes = { cheap: 'win' };
		expect(decide(read(0.9))).toEqual(decide(read(0.9), LOSS));
		expect(decide(read(0.9))).toMatchObject({ outcome: 'win', margin: 1, numbers: { votes } });
	});

	test('is open without the second judge where the first is not sure, or says nothing', () => {
		expect(decide(read(0.6))).toBeUndefined();
		expect(decide(MUTE)).toBeUndefined();
	});

	test('is decided by the second judge there, and keeps what the first one said', () => {
		expect(decide(read(0.6), LOSS)).toMatchObject({
			by: 'votes',
			outcome: 'loss',
			margin: -1,
			numbers: { votes: { cheap: 'win', strong: 'loss' } },
		});
		expect(decide(MUTE, LOSS)).toMatchObject({ numbers: { votes: { cheap: null } } });
	});

	test('is unscored for the reasons of the second judge where that says nothing either', () => {
		const second: BattleResult = { kind: 'unscored', reasons: ['refused'] };
		expect(decide(read(0.6), second)).toEqual(second);
	});
});
