import { expect, test } from 'vitest';
import { formatDollars, formatDuration, formatShare } from './format-numbers.ts';

test.each([
	[0, '$0.00'],
	[1_250_000, '$1.25'],
	[1234, '$0.0012'],
	[null, '–'],
])('%s micro-dollars are %s', (microUsd, text) => {
	expect(formatDollars(microUsd)).toBe(text);
});

test.each([
	[0.2, '1 s'],
	[59, '59 s'],
	[200, '3 min 20 s'],
	[7500, '2 h 5 min'],
])('%s seconds are %s', (seconds, text) => {
	expect(formatDuration(seconds)).toBe(text);
});

test('a share without data is absent and never 0', () => {
	expect([formatShare(null), formatShare(0.6194)]).toEqual(['–', '61.9 %']);
});
