import { expect, test } from 'vitest';
import { readResetMs, readRetryAfterMs, readRetryWords } from './retry-time.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const WEEK_MS = 604_800_000;
const headersOf = (headers: Readonly<Record<string, string>>) => ({
	get: (name: string) => headers[name] ?? null,
});

test.each([
	['2', 2000],
	['0.25', 250],
	['0', 0],
	['22320', 22_320_000],
	['2s', 2000],
	['1m30.5s', 90_500],
	[new Date(NOW + 3000).toUTCString(), 3000],
	[new Date(NOW + 3000).toISOString(), 3000],
	[new Date(NOW - 3000).toUTCString(), 0],
	['99999999', WEEK_MS],
	[String(NOW / 1000 + 40), 40_000],
	[String(NOW + 40_000), 40_000],
	[String(NOW / 1000 - 40), 0],
	['soon', undefined],
	['-5', undefined],
	['0x10', undefined],
	['1e3', undefined],
	['', undefined],
])('Retry-After: %j is %s ms', (value, ms) => {
	expect(readRetryAfterMs(headersOf({ 'retry-after': value }), NOW)).toBe(ms);
});

test('milliseconds come before seconds', () => {
	const headers = headersOf({ 'retry-after-ms': '250', 'retry-after': '1' });
	expect(readRetryAfterMs(headers, NOW)).toBe(250);
});

test.each<[Readonly<Record<string, string>>, number | undefined]>([
	[{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }, 360_000],
	[{ 'x-ratelimit-remaining-requests': '7', 'x-ratelimit-reset-requests': '6m0s' }, undefined],
	[{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '20ms' }, 20],
	[{ 'x-ratelimit-reset': String(NOW + 5000) }, 5000],
	[{ 'x-ratelimit-reset': String(NOW / 1000 + 5) }, 5000],
	[{ 'x-ratelimit-reset': '5' }, 5000],
	[{ 'x-ratelimit-reset': '-1' }, undefined],
	[{}, undefined],
])('the limits %j are free again in %s ms', (headers, ms) => {
	expect(readResetMs(headersOf(headers), NOW)).toBe(ms);
});

test.each([
	['Please try again in 2.5s', 2500],
	['Please try again in 6h12m.', 22_320_000],
	['try again in 1m30.5s', 90_500],
	['Please try again in 250ms.', 250],
	['Please retry after 26 seconds.', 26_000],
	['Quota exceeded, limit: 10. Please retry in 37.5s.', 37_500],
	['retryDelay: "2s"', 2000],
	['Wait 5 minutes.', 300_000],
	['Retry after 1 minute and 30 seconds', 90_000],
	['The limit resets in 3 hours.', 10_800_000],
	['Retry your request after 3 seconds', 3000],
	['Please wait for 20 s', 20_000],
	['try again in 400 days', WEEK_MS],
	['try again in 12 months', undefined],
	['Please try again later.', undefined],
	['Limit 10 requests per 60 s.', undefined],
	['It took 20 seconds.', undefined],
	['Usage limit reached. The limit resets at: 2026-11-20T13:00:00+0000', 3_600_000],
	['Try again after 2026-11-20 14:00 +01:00.', 3_600_000],
	['You are blocked until 2026-11-20T12:30:00.5Z', 1_800_500],
	// Without a zone: China's time where that is ahead, else UTC.
	['[1308][Your limit will reset at 2026-11-20 20:30:00][x]', 1_800_000],
	['您的限额将在 2026-11-20 20:30:00 重置。', 1_800_000],
	['Your limit will reset at 2026-11-20 13:00:00', 3_600_000],
	['Your limit will reset at 2026-11-20 11:00:00', 0],
	['The model was retired. It has been gone since 2026-11-20 13:00:00', undefined],
	['resets at 2026-99-99 99:99', undefined],
	['', undefined],
])('%j says %s ms', (words, ms) => {
	expect(readRetryWords(words, NOW)).toBe(ms);
});
