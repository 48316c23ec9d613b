import { expect, test } from 'vitest';
import { findGate, isPassed } from './gate.ts';

const interval = (low: number, high: number) => ({
	simultaneous: { low, high },
	answer:
		high <= 0 ? ('b-better' as const) : low >= 0 ? ('a-better' as const) : ('cannot-tell' as const),
});

test.each([
	[-0.2, -0.06, 5, 'worse'],
	[-0.2, -0.05, 5, 'not-shown'],
	[-0.2, -0.04, 5, 'not-shown'],
	[-0.04, 0.1, 5, 'not-worse'],
	[-0.05, 0.1, 5, 'not-shown'],
	[-0.2, -0.01, 0, 'worse'],
	[-0.2, 0, 0, 'worse'],
	[-0.1, 0.1, 0, 'not-shown'],
	[0, 0.1, 0, 'not-worse'],
	[0.01, 0.1, 0, 'not-worse'],
	[-0.2, 0, 5, 'not-shown'],
] as const)(
	'an interval from %d to %d at a margin of %d points: %s',
	(low, high, points, found) => {
		expect(findGate(interval(low, high), points)).toBe(found);
	},
);

test('without an interval nothing is compared', () => {
	expect(findGate({ simultaneous: null, answer: 'not-ranked' }, 5)).toBe('not-compared');
});

test.each([
	['worse', false, false],
	['not-shown', true, false],
	['not-worse', true, true],
	['not-compared', true, false],
] as const)('%s passes: %s, and strictly: %s', (finding, plain, strict) => {
	expect([isPassed(finding, false), isPassed(finding, true)]).toEqual([plain, strict]);
});
