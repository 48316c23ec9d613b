import { expect, test } from 'vitest';
import { describeDollars } from './describe-dollars.ts';

test.each([
	[0, '$0.00'],
	[1, '$0.000001'],
	[2_500_000, '$2.50'],
	[12_345_678, '$12.345678'],
	[100_000, '$0.10'],
])('%d micro-dollars are %s', (microUsd, text) => {
	expect(describeDollars(microUsd)).toBe(text);
});
