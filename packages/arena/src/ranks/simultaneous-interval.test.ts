import { expect, test } from 'vitest';
import type { PairedDifference } from './paired-differences.ts';
import { boundSimultaneously } from './simultaneous-interval.ts';

/** 100 questions; the first is better on so many, the second on so many, by a whole win each. */
const pairOf = (firstBetter: number, secondBetter: number): PairedDifference => ({
	shared: 100,
	sum: 2 * (firstBetter - secondBetter),
	sumOfSquares: 4 * (firstBetter + secondBetter),
	firstBetter,
	secondBetter,
});

test('an interval of a pair that is not told apart holds 0, and swapping the pair mirrors it', () => {
	const [pair, swapped] = [pairOf(12, 8), pairOf(8, 12)];
	const interval = boundSimultaneously(pair, 1.96, undefined);
	const mirrored = boundSimultaneously(swapped, 1.96, undefined);
	expect(interval?.low).toBeLessThan(0);
	expect(interval?.high).toBeGreaterThan(0.04);
	expect(mirrored?.low).toBeCloseTo(-(interval?.high ?? NaN), 12);
	expect(mirrored?.high).toBeCloseTo(-(interval?.low ?? NaN), 12);
});

test('an interval is as wide as the critical value says, and stays within -1 and 1', () => {
	const narrow = boundSimultaneously(pairOf(60, 10), 1.96, 'first');
	const wide = boundSimultaneously(pairOf(60, 10), 3.2, 'first');
	expect(narrow?.low).toBeGreaterThan(wide?.low ?? NaN);
	expect(narrow?.high).toBeLessThan(wide?.high ?? NaN);
	expect(boundSimultaneously(pairOf(99, 0), 40, 'first')?.high).toBe(1);
});

test('the side that the step-down test found closes an interval at 0', () => {
	expect(boundSimultaneously(pairOf(12, 8), 1.96, 'first')?.low).toBe(0);
	expect(boundSimultaneously(pairOf(12, 8), 1.96, 'second')?.high).toBe(0);
	// Fewer than six differing questions tell nobody apart, however clear they are.
	expect(boundSimultaneously(pairOf(5, 0), 0.1, undefined)?.low).toBe(0);
});

test('two models with fewer than two shared questions have no interval', () => {
	expect(boundSimultaneously({ ...pairOf(1, 0), shared: 1 }, 1.96, undefined)).toBeUndefined();
});
