import { expect, test } from 'vitest';
import { openHeaderLog } from './header-log.ts';

test('names of all headers are kept, and values only of limits that are numbers, durations or times', () => {
	const log = openHeaderLog();
	const answers = [
		[
			['X-RateLimit-Limit-Requests', '5000'],
			['x-ratelimit-reset-requests', '6m0.12s'],
			['x-ratelimit-reset', '2026-11-29T21:00:00Z'],
			['x-ratelimit-remaining-tokens', '149,000 sk-secret'],
			['retry-after', 'Sun, 29 Nov 2026 21:00:00 GMT'],
			['set-cookie', 'session=secret'],
			['openai-organization', 'acme'],
		],
		[['X-RateLimit-Limit-Requests', '4000']],
	] as const;
	for (const headers of answers) log.note({ entries: () => headers });
	expect(log.read()).toEqual([
		{ name: 'openai-organization', answers: 1, values: null },
		{ name: 'retry-after', answers: 1, values: both('Sun, 29 Nov 2026 21:00:00 GMT') },
		{ name: 'set-cookie', answers: 1, values: null },
		{ name: 'x-ratelimit-limit-requests', answers: 2, values: { first: '5000', last: '4000' } },
		{ name: 'x-ratelimit-remaining-tokens', answers: 1, values: both('(not shown)') },
		{ name: 'x-ratelimit-reset', answers: 1, values: both('2026-11-29T21:00:00Z') },
		{ name: 'x-ratelimit-reset-requests', answers: 1, values: both('6m0.12s') },
	]);
});

function both(value: string) {
	return { first: value, last: value };
}
