import { expect, test } from 'vitest';
import { type BattleResult, decideBattle, EQUAL_TEXTS_TIE } from '../rules/battle.ts';
import { measureLongerWins } from './longer-wins.ts';

const win = decideBattle({
	baselineFirst: { kind: 'scored', verdict: 'B>A' },
	swapped: { kind: 'scored', verdict: 'A>B' },
});
const loss = decideBattle({
	baselineFirst: { kind: 'scored', verdict: 'A>B' },
	swapped: { kind: 'scored', verdict: 'B>A' },
});

test('wins of the longer and losses of the shorter answer count; ties, copies and equal lengths do not', () => {
	const cases: readonly (readonly [BattleResult, number])[] = [
		[win, 20],
		[loss, 5],
		[loss, 30],
		[win, 10],
		[EQUAL_TEXTS_TIE, 40],
	];
	const ids = cases.map((_, at) => `q${at}`);
	const share = measureLongerWins({
		seed: 's',
		questions: ids.map((id) => ({
			id,
			category: 'c',
			subcategory: 's',
			languages: [],
			difficulty: 'easy',
		})),
		baselineLengths: new Map(ids.map((id) => [id, 10])),
		entrants: [
			{
				id: 'm',
				entries: cases.map(([result, responseLength], at) => ({
					questionId: `q${at}`,
					responseLength,
					result,
				})),
			},
		],
	});
	expect(share).toEqual({ n: 3, hits: 2, share: 2 / 3 });
});
