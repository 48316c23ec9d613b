import { expect, test } from 'vitest';
import { formatCost, formatCount, formatDuration, formatRank, formatUnits } from './quantity.ts';

test('counts are grouped by thousands', () => {
	expect(formatCount(12_345)).toBe('12,345');
});

test('one is singular', () => {
	expect([formatUnits(1, 'battle'), formatUnits(0, 'battle')]).toEqual(['1 battle', '0 battles']);
});

test.each([
	[null, '—'],
	[0, '$0.00'],
	[1_234_567, '$1.23'],
	[4_200, '$0.0042'],
])('%s micro-dollars are shown as %s', (microUsd, text) => {
	expect(formatCost(microUsd)).toBe(text);
});

test.each([
	[640, '640 ms'],
	[2_449, '2.4 s'],
	[undefined, '—'],
])('%s ms is shown as %s', (ms, text) => {
	expect(formatDuration(ms)).toBe(text);
});

test.each([
	[{ best: 3, worst: 3 }, '3'],
	[{ best: 3, worst: 5 }, '3–5'],
	[null, '—'],
])('a rank range is as wide as it is', (rank, text) => {
	expect(formatRank(rank)).toBe(text);
});
