import { expect, test } from 'vitest';
import { chooseJudges, readFlipChoice } from './judge-choice.ts';

const judges = [{ name: 'live@1' }, { name: 'other@2' }];
const choose = (search: string, all = judges) => chooseJudges(new URLSearchParams(search), all);

test.each([
	['', { from: 'live@1', to: 'other@2' }],
	['from=other@2', { from: 'other@2', to: 'live@1' }],
	['to=live@1', { from: 'other@2', to: 'live@1' }],
	['from=a@1&to=b@1', { from: 'a@1', to: 'b@1' }],
	['from=live@1&to=live@1', { from: 'live@1', to: 'live@1' }],
])('the address %j compares %j', (search, choice) => {
	expect(choose(search)).toEqual(choice);
});

test('one judge alone is compared with nothing', () => {
	expect(choose('', judges.slice(0, 1))).toBeUndefined();
});

test('empty fields of the list of flips are left out', () => {
	const search = new URLSearchParams('from=a&kind=any&category=&model=+&cursor=7');
	expect(readFlipChoice(search)).toEqual({ kind: 'any', cursor: '7' });
});
