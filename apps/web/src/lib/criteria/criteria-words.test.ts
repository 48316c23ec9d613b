import { expect, test } from 'vitest';
import { describePairs, describeTau, findAgreement } from './criteria-words.ts';

const agreement = { first: 0, second: 2, models: 12, kendall: null, pairs: null };
const kendall = { value: -0.004, low: -0.4, high: 0.39 };

test.each([
	[{ ...agreement, kendall }, '0.00', '−0.40 to 0.39, 12\u00a0models'],
	[{ ...agreement, models: 9 }, '—', '9\u00a0models'],
	[{ ...agreement, models: 1 }, '—', '1\u00a0model'],
	[agreement, '—', '12\u00a0models, all scores of a board are equal'],
	[
		{ ...agreement, kendall: { value: 1, low: null, high: null } },
		'1.00',
		'12\u00a0models, no interval: all pairs in one order',
	],
	[
		{ ...agreement, kendall: { value: -1, low: null, high: null } },
		'−1.00',
		'12\u00a0models, no interval: all pairs in the opposite order',
	],
])('the coefficient of %j reads %s, %s', (given, text, note) => {
	expect(describeTau(given)).toEqual({ text, note });
});

test.each([
	[{ all: 15, same: 12, reversed: 1 }, '12 of 15 pairs in one order, 1 reversed'],
	[{ all: 1, same: 0, reversed: 0 }, '0 of 1 pair in one order, 0 reversed'],
	[{ all: 0, same: 0, reversed: 0 }, ''],
	[null, 'pairs not recorded by earlier rules'],
])('the pairs %j read: %s', (pairs, words) => {
	expect(describePairs({ ...agreement, pairs })).toBe(words);
});

test('an agreement is found in either order, and none of a column with itself', () => {
	expect(findAgreement([agreement], 0, 2)).toBe(agreement);
	expect(findAgreement([agreement], 2, 0)).toBe(agreement);
	expect(findAgreement([agreement], 0, 0)).toBeUndefined();
});
