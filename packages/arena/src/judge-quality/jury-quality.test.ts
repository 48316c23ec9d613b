import { expect, test } from 'vitest';
import type { Outcome } from '../rules/battle.ts';
import { countVotes } from '../rules/jury.ts';
import { measureJury, type VotedBattle } from './jury-quality.ts';

const JURY = { seed: 's', members: ['a', 'b', 'c'], rule: 'majority', quorum: 2 } as const;
const LETTERS: Readonly<Record<string, Outcome | null>> = {
	w: 'win',
	t: 'tie',
	l: 'loss',
	'-': null,
};

function battle(entrantId: string, question: number, text: string): VotedBattle {
	const votes = Object.fromEntries(
		JURY.members.flatMap((member, at) => {
			const vote = LETTERS[text[at] ?? ' '];
			return vote === undefined ? [] : [[member, vote]];
		}),
	);
	const outcome = countVotes(votes, JURY.rule, JURY.quorum)?.outcome ?? 'tie';
	return { id: `${entrantId}${question}`, entrantId, questionId: `q${question}`, outcome, votes };
}

const BATTLES = [
	battle('x', 1, 'www'),
	battle('x', 2, 'wwl'),
	battle('x', 3, 'wl-'),
	battle('y', 1, 'lll'),
	battle('y', 2, 'ltw'),
	battle('y', 3, 'tt.'),
];

test('each member is counted, and so is what would change without it', () => {
	const { battles, members, unanimous } = measureJury(BATTLES, [], JURY);
	expect(battles).toBe(6);
	expect(unanimous).toMatchObject({ n: 6, hits: 3 });
	const [a, , c] = members;
	expect(a).toMatchObject({ votes: { win: 3, tie: 1, loss: 2 }, unscored: 0, recused: 0 });
	expect(c).toMatchObject({ votes: { win: 2, tie: 0, loss: 2 }, unscored: 1, recused: 1 });
	// Without c all its battles keep their outcome but q2 of y, where one loss and one tie have no majority either.
	expect(c?.changes).toMatchObject({ n: 6, hits: 0 });
	// Without a: x q2 is one of each, x q3 one vote of two, which is below the quorum.
	expect(a?.changes).toMatchObject({ n: 4, hits: 1 });
});

test('a model without a decided battle has no score', () => {
	const only = [battle('z', 1, 'wl-')];
	const [row] = measureJury(only, [], JURY).rows;
	expect(row?.score?.value).toBe(0.5);
	expect(row?.without.map(({ score }) => score?.value)).toEqual([undefined, undefined, 0.5]);
});

test('a battle that nobody was asked about counts in every score, and in nothing else', () => {
	const unasked = [{ entrantId: 'x', outcome: 'loss' as const }];
	const [, x] = measureJury(BATTLES, unasked, JURY).rows.toReversed();
	expect(x?.score?.value).toBe(2.5 / 4);
	expect(x?.without[2]?.score?.value).toBe(2.5 / 4);
	expect(measureJury(BATTLES, unasked, JURY)).toMatchObject({ battles: 6, unanimous: { n: 6 } });
});

test('the order of battles is irrelevant, and the most split battle is read first', () => {
	const one = measureJury(BATTLES, [], JURY);
	expect(measureJury(BATTLES.toReversed(), [], JURY)).toEqual(one);
	expect(one.disagreements.map(({ id }) => id)).toEqual(['x3', 'x2', 'y2']);
	expect(one.rows.map(({ entrantId, place }) => [entrantId, place])).toEqual([
		['x', 1],
		['y', 2],
	]);
});

test('members that always say the same have an alpha of 1, and the interval holds the value', () => {
	const same = BATTLES.map((one) => ({
		...one,
		votes: { a: one.outcome, b: one.outcome, c: one.outcome },
	}));
	expect(measureJury(same, [], JURY).alpha.nominal?.value).toBe(1);
	expect(measureJury(BATTLES, [], JURY).alpha.nominal?.interval).toBeUndefined();
	const texts = ['www', 'wtl', 'ttl', 'llt', 'wwt', 'lll', 'ttw', 'wll'];
	const many = Array.from({ length: 40 }, (_, at) => battle('x', at, texts[at % 8] ?? ''));
	const { nominal, ordinal } = measureJury(many, [], JURY).alpha;
	for (const alpha of [nominal, ordinal]) {
		expect(alpha?.interval?.low).toBeLessThan(alpha?.value ?? -1);
		expect(alpha?.interval?.high).toBeGreaterThan(alpha?.value ?? 2);
	}
	expect(measureJury([], [], JURY)).toMatchObject({
		battles: 0,
		alpha: {},
		rows: [],
		disagreements: [],
	});
});
