import { expect, test } from 'vitest';
import type { BattleResult } from '../rules/battle.ts';
import type { BoardEntry } from './board-input.ts';
import { addJudging, countJudging } from './judging-counts.ts';

const played = (given: Partial<Extract<BattleResult, { by: 'games' }>>): BattleResult => ({
	kind: 'scored',
	by: 'games',
	outcome: 'win',
	margin: 2,
	consistency: 'consistent',
	firstWins: 1,
	decidedGames: 2,
	...given,
});

const entries = (results: readonly (BattleResult | undefined)[]): BoardEntry[] =>
	results.map((result, index) => ({
		questionId: `q${index}`,
		responseLength: 1,
		...(result ? { result } : {}),
		...(result?.kind === 'scored' && result.by === 'games' ? { costMicroUsd: 10 } : {}),
	}));

const ONE = entries([
	played({}),
	played({ consistency: 'flipped', outcome: 'tie', margin: 0, firstWins: 2 }),
	played({ consistency: 'leaning', firstWins: 1, decidedGames: 1 }),
	{ kind: 'unscored', reasons: ['refused', 'refused'] },
	{ kind: 'unscored', reasons: ['refused', 'truncated'] },
	{ kind: 'scored', by: 'empty-answer', outcome: 'loss' },
	undefined,
]);

test('what no judge was asked or has not answered yet says nothing of the judge', () => {
	expect(countJudging([{ id: 'a', entries: ONE }])).toEqual({
		models: 1,
		scored: 3,
		unscored: 2,
		consistent: 1,
		leaning: 1,
		flipped: 1,
		firstWins: 4,
		decidedGames: 5,
		unscoredReasons: { refused: 2, truncated: 1 },
		pricedBattles: 3,
		costMicroUsd: 30,
	});
});

test('boards added up count as their battles counted together, in any order', () => {
	const other = entries([
		played({ consistency: 'flipped' }),
		{ kind: 'unscored', reasons: ['empty'] },
	]);
	const [a, b] = [
		{ id: 'a', entries: ONE },
		{ id: 'b', entries: other },
	];
	expect(addJudging([countJudging([a]), countJudging([b])])).toEqual(countJudging([b, a]));
	expect(addJudging([])).toEqual(countJudging([]));
});
