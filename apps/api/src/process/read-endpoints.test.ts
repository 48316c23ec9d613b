import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'codejoust-endpoints-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'endpoints.json');

function write(content: unknown): string {
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

function read(endpoints: unknown, variables: Readonly<Record<string, string>> = {}) {
	const written = Array.isArray(endpoints) ? { endpoints } : endpoints;
	return readConfig({ ...variables, CODEJOUST_ENDPOINTS: write(written) }).endpoints;
}

/** The faults, without the path of the file. */
function faultsOf(content: unknown, variables: Readonly<Record<string, string>> = {}) {
	try {
		readConfig({ ...variables, CODEJOUST_ENDPOINTS: write(content) });
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		return words
			.replace('The configuration is not valid. ', '')
			.split('; ' + path)
			.map((fault) => fault.replace(path, '').replace(/^: /, ''));
	}
	return [];
}

const LEAST = { name: 'a', base_url: 'https://a.example/v1' };

test('a file of endpoints is read in its order, and default comes last', () => {
	const endpoints = read(
		[
			{
				...LEAST,
				name: 'azure',
				base_url: 'https://a.example/openai/deployments/x?api-version=1',
				key_env: 'AZURE',
				auth: 'api-key',
				headers: { 'x-plain': 'text', 'x-team': { $env: 'TEAM' } },
				body: { provider: { order: ['x'] } },
				models: ['gpt-*'],
				concurrency: 7,
				requests_per_minute: 60,
				tokens_per_minute: 1000,
				timeout_seconds: 1.5,
				connect_timeout_seconds: 2,
				batch: { supported: false, max_enqueued_tokens: 9 },
				prices: { 'gpt-*': { input_usd_per_million: 2.5, output_usd_per_million: 10 } },
			},
			LEAST,
		],
		{
			AZURE: 'key',
			TEAM: 'team',
			CODEJOUST_JUDGE_BASE_URL: 'http://localhost/v1',
			CODEJOUST_JUDGE_CONCURRENCY: '5',
		},
	);
	expect(endpoints.map(({ name }) => name)).toEqual(['azure', 'a', 'default']);
	expect(endpoints[0]).toMatchObject({
		baseUrl: 'https://a.example/openai/deployments/x?api-version=1',
		apiKey: 'key',
		auth: { kind: 'header', name: 'api-key' },
		headers: { 'x-plain': 'text', 'x-team': 'team' },
		secretHeaders: ['team'],
		body: { provider: { order: ['x'] } },
		models: ['gpt-*'],
		concurrency: 7,
		requestsPerMinute: 60,
		tokensPerMinute: 1000,
		callTimeoutMs: 1500,
		connectTimeoutMs: 2000,
		batch: { isSupported: false, maxEnqueuedTokens: 9, priceFactor: 0.5 },
		prices: [{ model: 'gpt-*', inputMicroUsd: 2_500_000, outputMicroUsd: 10_000_000 }],
	});
	expect(endpoints[1]).toMatchObject({ apiKey: '', models: ['*'], concurrency: 5 });
	expect(endpoints[2]).toMatchObject({ baseUrl: 'http://localhost/v1', concurrency: 5 });
});

test('the older variables alone are the endpoint default; a key that the file uses makes none', () => {
	const names = (variables: Readonly<Record<string, string>>) =>
		readConfig(variables).endpoints.map(({ name, baseUrl, apiKey }) => [name, baseUrl, apiKey]);
	expect(names({})).toEqual([]);
	expect(names({ OPENAI_API_KEY: 'k' })).toEqual([['default', 'https://api.openai.com/v1', 'k']]);
	expect(names({ CODEJOUST_JUDGE_BASE_URL: 'http://x/v1' })).toEqual([
		['default', 'http://x/v1', ''],
	]);
	const own = read([{ ...LEAST, key_env: 'OPENAI_API_KEY' }], { OPENAI_API_KEY: 'k' });
	expect(own.map(({ name }) => name)).toEqual(['a']);
});

test('all faults of a file are told at once, with path, value and limit, and unknown fields with the nearest', () => {
	const faults = faultsOf(
		{
			endpoints: [
				{
					name: 'Open AI',
					base_url: 'ftp://x',
					consurrency: 3,
					requests_per_minute: 0,
					body: { temperature: 1, stream: true },
					headers: { host: 'x', 'x-y': 'a\nb' },
					batch: { price_facter: 1, max_requests: 50_001 },
					prices: { m: { input_usd_per_million: -1 } },
				},
				{ ...LEAST, key_env: 'NOT SET' },
				{ ...LEAST },
			],
			endpoint: [],
		},
		{ PORT: '99999' },
	).join('\n');
	for (const expected of [
		/PORT="99999"/,
		/endpoints\[0\]\.name="Open AI": must consist of a-z, 0-9 and -/,
		/endpoints\[0\]\.base_url="ftp:\/\/x": must be an address of http or https/,
		/endpoints\[0\]\.consurrency: there is no such field; the nearest one is "concurrency"/,
		/endpoints\[0\]\.requests_per_minute=0: .*>=1/,
		/endpoints\[0\]\.body\.temperature: belongs to the judge’s definition/,
		/endpoints\[0\]\.body\.stream: is set by the server itself/,
		/endpoints\[0\]\.headers\.host: is set by the server itself/,
		/endpoints\[0\]\.headers\.x-y: must be one line/,
		/endpoints\[0\]\.batch\.price_facter: there is no such field; the nearest one is "price_factor"/,
		/endpoints\[0\]\.batch\.max_requests=50001: .*<=50000/,
		/endpoints\[0\]\.prices\.m\.input_usd_per_million=-1: .*>=0/,
		/endpoints\[0\]\.prices\.m\.output_usd_per_million: is missing/,
		/endpoints\[1\]\.key_env: must be the name of an environment variable/,
		/endpoints\[2\]\.name="a": endpoints\[1\] has the same name/,
		/endpoint: there is no such field; the nearest one is "endpoints"/,
	])
		expect(faults).toMatch(expected);
});

test.each([
	[
		{ endpoints: [{ ...LEAST, key_env: 'ABSENT', headers: { x: { $env: 'GONE' } } }] },
		/headers\.x\.\$env="GONE": the variable GONE is not set.*key_env="ABSENT": the variable ABSENT is not set/s,
	],
	[{ endpoints: [{ ...LEAST, name: 'rehearsal' }] }, /the rehearsal judge/],
	[{ endpoints: [{ ...LEAST, base_url: 'https://u:p@x/v1' }] }, /holds no name and password/],
	[{ endpoints: [] }, /endpoints=\[\]: .*>=1/],
	['{"endpoints": [', /the file is not JSON/],
	[{}, /endpoints: is missing/],
])('%j is refused', (content, words) => {
	expect(faultsOf(content).join('\n')).toMatch(words);
});

test('no fault repeats a secret', () => {
	const faults = faultsOf(
		{
			endpoints: [
				{
					...LEAST,
					base_url: 'nothing?key=sekrit',
					key_env: 'sekrit-key',
					headers: { authorization: 'Bearer sekrit\n', x: { $env: 'sekrit 1' } },
					body: { model: 'sekrit' },
				},
			],
		},
		{},
	).join('\n');
	expect(faults).toContain('headers');
	expect(faults).not.toContain('sekrit');
	expect(faultsOf('{"a": "sekrit" sekrit').join('\n')).not.toContain('sekrit');
});

test('a missing file, a second default and a judge model that nobody allows stop the start', () => {
	const absent = join(folder, 'absent.json');
	expect(() => readConfig({ CODEJOUST_ENDPOINTS: absent })).toThrow(/cannot be read \(ENOENT\)/);
	const twice = { endpoints: [{ ...LEAST, name: 'default' }] };
	expect(faultsOf(twice, { OPENAI_API_KEY: 'k' }).join()).toMatch(/describes as well/);
	const narrow = { endpoints: [{ ...LEAST, models: ['x'] }] };
	expect(faultsOf(narrow, { CODEJOUST_JUDGE_MODEL: 'gpt-4o' }).join()).toMatch(
		/none of the endpoints a allows it/,
	);
	expect(faultsOf(narrow)).toEqual([]);
});
