import { expect, test } from 'vitest';
import { assignTieGroups } from './tie-groups.ts';

const row = (value: number, low: number, high: number) => ({
	score: { value, interval: { low, high, method: 'bootstrap' as const } },
});

test('the anchor does not move, so overlaps do not chain', () => {
	const rows = [row(0.8, 0.75, 0.85), row(0.74, 0.69, 0.79), row(0.68, 0.63, 0.73)];
	expect(assignTieGroups(rows)).toEqual([1, 1, 2]);
});

test('an upper bound that just reaches the anchor joins', () => {
	expect(assignTieGroups([row(0.8, 0.75, 0.85), row(0.7, 0.65, 0.75)])).toEqual([1, 1]);
	expect(assignTieGroups([row(0.8, 0.75, 0.85), row(0.7, 0.65, 0.749)])).toEqual([1, 2]);
});

test('a row without a score has no group and opens none', () => {
	expect(assignTieGroups([{}, row(0.8, 0.7, 0.9), {}, row(0.1, 0, 0.2)])).toEqual([
		undefined,
		1,
		undefined,
		2,
	]);
	expect(assignTieGroups([])).toEqual([]);
});

test('rows that are not in board order are refused', () => {
	expect(() => assignTieGroups([row(0.5, 0.4, 0.6), row(0.8, 0.7, 0.9)])).toThrow(RangeError);
});
