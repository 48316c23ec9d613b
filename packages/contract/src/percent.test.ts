import { expect, test } from 'vitest';
import { formatPercent, formatPercentRange, percentPoints } from './percent.ts';

test.each([
	[0.631, '63.1 %'],
	[1, '100.0 %'],
	[0, '0.0 %'],
	[0.06249, '6.2 %'],
])('%d is written as %s', (share, text) => {
	expect(formatPercent(share)).toBe(text);
	expect(`${percentPoints(share)} %`).toBe(text);
});

test('an interval has both ends with the same decimals', () => {
	expect(formatPercentRange({ low: 0.5, high: 0.7004 })).toBe('50.0–70.0');
});
