import { expect, test } from 'vitest';
import type { BattleResult, Outcome } from './battle.ts';
import { countVotes, decideByVotes } from './jury.ts';

const by = (outcome: Outcome): BattleResult => ({
	kind: 'scored',
	by: 'games',
	outcome,
	margin: { win: 2, tie: 0, loss: -2 }[outcome],
	consistency: 'consistent',
	firstWins: 1,
	decidedGames: 2,
});
const unread: BattleResult = { kind: 'unscored', reasons: ['no-verdict', 'empty'] };
const letters = { w: 'win', t: 'tie', l: 'loss', '-': null } as const;
const read = (text: string) =>
	Object.fromEntries(
		[...text].map((letter, at) => [
			`m${at}`,
			Object.entries(letters).find(([name]) => name === letter)?.[1] ?? null,
		]),
	);

test.each([
	['www', 'win', 3, 'win', 3],
	['wwl', 'win', 1, 'win', 1],
	['wtl', 'tie', 0, 'tie', 0],
	['wtt', 'tie', 0, 'win', 1],
	['wwtl', 'tie', 0, 'win', 1],
	['wwtll', 'tie', 0, 'tie', 0],
	['llt', 'loss', -2, 'loss', -2],
	['w-', 'win', 1, 'win', 1],
	['wwl-', 'win', 1, 'win', 1],
] as const)('%s: a majority makes it %s by %i, the mean %s by %i', (votes, a, one, b, other) => {
	expect(countVotes(read(votes), 'majority', 1)).toEqual({ outcome: a, margin: one });
	expect(countVotes(read(votes), 'mean', 1)).toEqual({ outcome: b, margin: other });
});

test.each([
	['wl-', undefined, undefined],
	['wt-', undefined, 'win'],
	// Whatever the third member says, no other outcome has more than half of the votes.
	['tt-', 'tie', undefined],
	['wtt-', 'tie', 'win'],
	['wltt-', 'tie', undefined],
	['wl--', undefined, undefined],
] as const)(
	'%s: a tie that the missing votes could turn is none; a majority makes it %s, the mean %s',
	(votes, majority, mean) => {
		expect(countVotes(read(votes), 'majority', 1)?.outcome).toBe(majority);
		expect(countVotes(read(votes), 'mean', 1)?.outcome).toBe(mean);
	},
);

test('swapping sides mirrors the outcome of every three votes', () => {
	const options = ['win', 'tie', 'loss', null] as const;
	const mirror = { win: 'loss', tie: 'tie', loss: 'win' } as const;
	for (const a of options)
		for (const b of options)
			for (const c of options)
				for (const rule of ['majority', 'mean'] as const) {
					const there = countVotes({ a, b, c }, rule, 1);
					const [x, y, z] = [a, b, c].map((vote) => (vote ? mirror[vote] : null));
					const back = countVotes({ a: x ?? null, b: y ?? null, c: z ?? null }, rule, 1);
					expect(back?.outcome).toBe(there && mirror[there.outcome]);
				}
});

test('a member that is unscored does not vote, and below the quorum its reasons are told', () => {
	const members = new Map([
		['a', by('win')],
		['b', unread],
		['c', by('win')],
	]);
	expect(decideByVotes(members, { rule: 'majority', quorum: 2 })).toEqual({
		kind: 'scored',
		by: 'votes',
		outcome: 'win',
		margin: 2,
		numbers: { votes: { a: 'win', b: null, c: 'win' } },
	});
	expect(decideByVotes(members, { rule: 'majority', quorum: 3 })).toEqual({
		kind: 'unscored',
		reasons: ['no-verdict', 'empty'],
	});
	expect(decideByVotes(members, { rule: 'majority', quorum: 4 })).toBeUndefined();
});
