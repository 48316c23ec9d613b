import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BattleResult, decideBattle } from './battle.ts';
import type { GameJudgment } from './judgment.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

const scored = (verdict: Verdict): GameJudgment => ({ kind: 'scored', verdict });
const decide = (first: Verdict, second: Verdict) =>
	decideBattle({ baselineFirst: scored(first), swapped: scored(second) });

test.each<[Verdict, Verdict, Partial<BattleResult>]>([
	['B>>A', 'A>>B', { outcome: 'win', margin: 4, consistency: 'consistent', firstWins: 1 }],
	['B>A', 'A=B', { outcome: 'win', margin: 1, consistency: 'leaning', firstWins: 0 }],
	['A=B', 'A=B', { outcome: 'tie', margin: 0, consistency: 'consistent', decidedGames: 0 }],
	['A>B', 'A>B', { outcome: 'tie', margin: 0, consistency: 'flipped', firstWins: 2 }],
	['A>B', 'A>>B', { outcome: 'win', margin: 1, consistency: 'flipped', firstWins: 2 }],
	['B>A', 'B>>A', { outcome: 'loss', margin: -1, consistency: 'flipped', firstWins: 0 }],
	['A>>B', 'B>A', { outcome: 'loss', margin: -3, consistency: 'consistent', decidedGames: 2 }],
])('games %s and %s', (first, second, expected) => {
	expect(decide(first, second)).toMatchObject(expected);
});

test('swapping the answers mirrors the battle, for all 25 pairs of verdicts', () => {
	const opposite = { win: 'loss', tie: 'tie', loss: 'win' } as const;
	for (const first of VERDICTS) {
		for (const second of VERDICTS) {
			const battle = decide(first, second);
			// Seen from the baseline the swapped game is the one that shows the other side first.
			const mirrored = decide(second, first);
			if (battle.kind !== 'scored' || mirrored.kind !== 'scored') throw new Error('unscored');
			expect(mirrored.outcome).toBe(opposite[battle.outcome]);
			if (battle.by !== 'games' || mirrored.by !== 'games') throw new Error('not judged');
			expect(mirrored.margin + battle.margin).toBe(0);
			expect(mirrored.consistency).toBe(battle.consistency);
			expect(mirrored.firstWins).toBe(battle.firstWins);
		}
	}
});

test('an unscored game never makes a tie nor any other outcome', () => {
	const reason = fc.constantFrom('empty', 'truncated', 'refused', 'no-verdict', 'contradictory');
	const unscored = reason.map((name): GameJudgment => ({ kind: 'unscored', reason: name }));
	const any = fc.oneof(unscored, fc.constantFrom(...VERDICTS).map(scored));
	fc.assert(
		fc.property(unscored, any, fc.boolean(), (lost, other, isFirst) => {
			const battle = decideBattle(
				isFirst ? { baselineFirst: lost, swapped: other } : { baselineFirst: other, swapped: lost },
			);
			expect(battle.kind).toBe('unscored');
			expect(battle).not.toHaveProperty('outcome');
		}),
	);
});
