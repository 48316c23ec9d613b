import type { Endpoint } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { describeFile, readEntry, writeEntry } from './endpoint-entry.ts';

const SLOW = {
	name: 'slow-one',
	host: 'judge.example',
	models: ['slow-*'],
	limits: { concurrency: 2 },
} as unknown as Endpoint;

test('the entry of an endpoint that is there has its name, and what is known of it', () => {
	const fields = readEntry(new URLSearchParams('entry=slow-one'), [SLOW]);
	expect(fields && writeEntry(fields)).toEqual({
		json: JSON.stringify(
			{
				name: 'slow-one',
				base_url: 'https://judge.example/v1',
				key_env: 'SLOW_ONE_API_KEY',
				models: ['slow-*'],
				concurrency: 2,
			},
			null,
			'\t',
		),
		variable: "export SLOW_ONE_API_KEY='…'",
		problems: [],
	});
	expect(readEntry(new URLSearchParams(), [SLOW])).toBeUndefined();
});

test('everything that a start would refuse is said at once', () => {
	const asked = new URLSearchParams({
		name: 'Slow one',
		base_url: 'judge.example',
		key_env: 'sk-secret',
		models: '',
		concurrency: '0',
	});
	const fields = readEntry(asked, []);
	expect(fields && writeEntry(fields).problems.map((one) => one.replace(/:.*/, ''))).toEqual([
		'Name',
		'Address',
		'Variable',
		'Games at a time',
	]);
});

test.each([
	[null, /has read no file/],
	['as-read', /The file is the same now\.$/],
	['changed', /restart it\.$/],
	['unreadable', /cannot be read now/],
] as const)('a file that is %s is told', (state, words) => {
	const file = state && { path: '/etc/endpoints.json', read_at: '2026-01-01T00:00:00.000Z', state };
	expect(describeFile(file)).toMatch(words);
});
