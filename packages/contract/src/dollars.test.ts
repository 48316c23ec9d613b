import { expect, test } from 'vitest';
import { formatDollarRange, formatDollars, formatDollarsAlike, formatPrices } from './dollars.ts';

test.each([
	[0, '$0.00'],
	[2_500_000, '$2.50'],
	[1_234_567, '$1.23'],
	[4_200, '$0.0042'],
	[30, '$0.000030'],
])('%d micro-dollars of cost are %s', (microUsd, text) => {
	expect(formatDollars(microUsd)).toBe(text);
});

test.each([
	[15_530_000, 11_570_000, 22_490_000, '$15.53 (11.57–22.49)'],
	[120_000, 90_000, 160_000, '$0.12 (0.09–0.16)'],
	[60_000, 40_000, 130_000, '$0.06 (0.04–0.13)'],
	[5_000, 700, 130_000, '$0.0050 (0.0007–0.1300)'],
	[0, 0, 0, '$0.00 (0.00–0.00)'],
])('a range has one number of decimals: %d, %d–%d is %s', (cost, low, high, text) => {
	expect(formatDollarRange(cost, low, high)).toBe(text);
});

test('amounts side by side have one number of decimals', () => {
	expect(formatDollarsAlike(2_500_000, 10_250_000)).toEqual(['$2.50', '$10.25']);
});

test.each([
	[
		[2_500_000, 10_000_000],
		['$2.50', '$10.00'],
	],
	[
		[75_000, 300_000],
		['$0.075', '$0.300'],
	],
	[[12_345_678], ['$12.345678']],
	[[1], ['$0.000001']],
	[[0], ['$0.00']],
])('prices of %j micro-dollars are exact: %j', (microUsd, texts) => {
	expect(formatPrices(...microUsd)).toEqual(texts);
});
