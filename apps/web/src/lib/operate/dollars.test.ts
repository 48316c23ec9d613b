import { expect, test } from 'vitest';
import { readDollars, writeDollars } from './dollars.ts';

test.each([
	['', null],
	['2.50', 2_500_000],
	['$3', 3_000_000],
	['0.000001', 1],
	['-1', 'unreadable'],
	['1e9', 'unreadable'],
	['two', 'unreadable'],
])('%j is read as %s', (text, amount) => {
	expect(readDollars(text)).toBe(amount);
});

test('what is written is read as it was', () => {
	for (const amount of [null, 0, 1, 2_500_000, 123_456_789])
		expect(readDollars(writeDollars(amount))).toBe(amount);
});
