import { expect, test } from 'vitest';
import { formatAge, formatSpan } from './age.ts';

test.each([
	[0, '0 s'],
	[0.4, '0 s'],
	[59, '59 s'],
	[59.6, '1 min'],
	[3599, '59 min'],
	[7200, '2 h'],
	[90_000, '1 d'],
	[null, '—'],
])('%s seconds are %s', (seconds, text) => {
	expect(formatSpan(seconds)).toBe(text);
});

test('an instant that never was has no age, and one ahead of our clock is now', () => {
	const now = new Date('2026-11-20T12:00:00Z');
	expect(formatAge(null, now)).toBe('—');
	expect(formatAge('2026-11-20T11:55:00Z', now)).toBe('5 min ago');
	expect(formatAge('2026-11-20T12:00:09Z', now)).toBe('0 s ago');
});
