import { expect, test } from 'vitest';
import { formatDay, formatMinute } from './instant.ts';

test('an instant is told in UTC whatever the machine’s zone', () => {
	expect(formatMinute('2026-11-20T23:30:00.000Z')).toBe('20 Nov 2026, 23:30 UTC');
	expect(formatDay('2026-11-20T23:30:00.000Z')).toBe('20 Nov 2026');
});

test('an absent instant is a dash', () => {
	expect(formatDay(null)).toBe('—');
});
