import { expect, test } from 'vitest';
import { formatPercent, formatRange } from './percent.ts';

test.each([
	[0.631, '63.1\u00a0%'],
	[1, '100.0\u00a0%'],
	[0, '0.0\u00a0%'],
	[0.06249, '6.2\u00a0%'],
])('%d is shown as %s', (share, text) => {
	expect(formatPercent(share)).toBe(text);
});

test.each([[null], [undefined]])('an absent share is a dash, never zero', (share) => {
	expect(formatPercent(share)).toBe('—');
});

test('an interval shows both ends with the same decimals', () => {
	expect(formatRange({ low: 0.5, high: 0.7004 })).toBe('50.0–70.0');
});
