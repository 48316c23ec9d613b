import { expect, test } from 'vitest';
import { logChangedEndpoints, watchEndpoints } from './endpoint-log.ts';
import { openLog } from './open-log.ts';

function openLines() {
	const lines: Record<string, unknown>[] = [];
	const log = openLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
	return {
		log,
		read: () => lines.splice(0).map(({ level, msg, ...rest }) => ({ ...rest, level, msg })),
	};
}

test('an outage is told once, and its end', () => {
	const { log, read } = openLines();
	let outage: { readonly since: Date; readonly reason: string } | undefined;
	const use = { inFlight: 0, waiting: 0, sentPerMinute: 0, allowedPerMinute: undefined };
	const look = watchEndpoints([{ name: 'openai', status: () => ({ games: 0, outage, use }) }], log);
	look();
	expect(read()).toEqual([]);
	outage = { since: new Date(Date.now() - 60_000), reason: 'network: ECONNRESET' };
	look();
	look();
	expect(read()).toMatchObject([
		{
			level: 40,
			endpoint: 'openai',
			reason: 'network: ECONNRESET',
			msg: 'an endpoint has an outage: its games wait',
		},
	]);
	outage = undefined;
	look();
	look();
	expect(read()).toMatchObject([
		{ level: 30, endpoint: 'openai', seconds: 60, msg: 'an endpoint is back after an outage' },
	]);
});

const FACTS = {
	host: 'api.example.com',
	models: ['*'],
	concurrency: 64,
	requestsPerMinute: null,
	tokensPerMinute: null,
	timeoutSeconds: 60,
	batch: { isSupported: true, priceFactor: 0.5, maxRequests: 10, maxEnqueuedTokens: null },
	headers: [],
	bodyFields: [],
	prices: [],
};
/** As jsonb gives it back: with its names in another order. */
const STORED = {
	...FACTS,
	batch: { maxRequests: 10, priceFactor: 0.5, isSupported: true, maxEnqueuedTokens: null },
};

test('new endpoints and changed settings are told, by the names of the settings alone', () => {
	const { log, read } = openLines();
	const stored = ['same', 'limits', 'key'].map((name) => ({
		name,
		facts: STORED,
		fingerprint: 'a-a',
	}));
	logChangedEndpoints(
		stored,
		[
			{ name: 'same', facts: FACTS, fingerprint: 'a-a' },
			{ name: 'limits', facts: { ...FACTS, concurrency: 8 }, fingerprint: 'a-b' },
			{ name: 'key', facts: FACTS, fingerprint: 'b-a' },
			{ name: 'fresh', facts: FACTS, fingerprint: 'c-c' },
		],
		log,
	);
	expect(read()).toMatchObject([
		{
			endpoint: 'limits',
			changed: ['concurrency'],
			msg: 'the settings of an endpoint have changed',
		},
		{ endpoint: 'key', changed: [expect.stringContaining('key')] },
		{ endpoint: 'fresh', msg: 'an endpoint is new' },
	]);
});
