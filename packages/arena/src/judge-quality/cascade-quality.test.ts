import { expect, test } from 'vitest';
import { type CascadeBattle, measureCascade } from './cascade-quality.ts';

const battle = (questionId: string, over: Partial<CascadeBattle> = {}): CascadeBattle => ({
	entrantId: 'one',
	questionId,
	isScored: true,
	firstOutcome: 'win',
	isAsked: false,
	secondOutcome: undefined,
	firstGames: 2,
	secondGames: 0,
	firstCost: 10,
	secondCost: undefined,
	...over,
});
const asked = { isAsked: true, secondGames: 2, secondCost: 300 } as const;
const BATTLES = [
	battle('q1'),
	battle('q2', { secondOutcome: 'win' }),
	battle('q3', { ...asked, secondOutcome: 'loss' }),
	battle('q4', { ...asked, firstOutcome: undefined, isScored: false }),
	battle('q1', { entrantId: 'two', ...asked, secondOutcome: 'win', secondCost: 600 }),
];

test('the saving is what the asked battles cost in the mean, for all battles, less what both judges have cost', () => {
	const found = measureCascade(BATTLES);
	expect(found).toMatchObject({
		battles: 5,
		asked: { n: 5, hits: 3 },
		firstUnscored: 1,
		unscored: 1,
		agreesWhereAsked: { n: 2, hits: 1 },
		agreesWhereDecided: { n: 1, hits: 1 },
	});
	expect(found.saving).toEqual({
		firstGames: 10,
		secondGames: 6,
		everywhereGames: 10,
		firstCost: 50,
		secondCost: 1200,
		everywhereCost: 2000,
		savedCost: 750,
	});
	expect(found.rows).toMatchObject([
		{ entrantId: 'one', asked: { n: 4, hits: 2 } },
		{ entrantId: 'two', asked: { n: 1, hits: 1 } },
	]);
	expect(measureCascade(BATTLES.toReversed())).toEqual(found);
});

test('without an asked battle, or a price, nothing is said to be saved', () => {
	const none = measureCascade([battle('q1'), battle('q2')]);
	expect(none.saving).toEqual({ firstGames: 4, secondGames: 0, firstCost: 20, secondCost: 0 });
	const free = measureCascade([battle('q1', { ...asked, secondCost: undefined })]);
	expect(free.saving).toEqual({
		firstGames: 2,
		secondGames: 2,
		everywhereGames: 2,
		firstCost: 10,
	});
});
