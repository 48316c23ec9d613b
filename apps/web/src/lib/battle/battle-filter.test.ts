import { expect, test } from 'vitest';
import { battleQuery, describeFilter, readBattleFilter, unseenFilter } from './battle-filter.ts';

test('only known keys with a value are filters', () => {
	const filter = readBattleFilter(new URLSearchParams('model=a&outcome=&cursor=c&x=1'));
	expect(filter).toEqual({ model: 'a' });
});

test('the first page asks without a cursor', () => {
	expect(battleQuery({ model: 'a' }, null, 50)).toEqual({ model: 'a', limit: 50 });
	expect(battleQuery({}, 'c', 50)).toEqual({ cursor: 'c', limit: 50 });
});

test('a filter is told in words, the outcome first', () => {
	const filter = { model: 'a', outcome: 'flipped', category: 'SQL' };
	expect(describeFilter(filter)).toBe('flipped only, model a, category SQL');
	expect(describeFilter({ benchmark: 'b', q: 'two words' })).toBe('benchmark b, with “two words”');
	expect(describeFilter({})).toBe('');
	expect(unseenFilter({ ...filter, reason: 'refused' })).toEqual({ reason: 'refused' });
});
