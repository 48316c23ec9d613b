import { afterEach, expect, test } from 'vitest';
import type { JudgeFault } from '../../../../test/support/judge-faults.ts';
import {
	type JudgeServer,
	type JudgeServerOptions,
	startJudgeServer,
} from '../../../../test/support/judge-server.ts';
import { type AskOptions, createAsk } from './ask.ts';
import type { AskError, AskResult } from './ask-result.ts';
import type { ChatRequest } from './chat-request.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const KEY = 'sk-secret-of-the-operator';
const REQUEST: ChatRequest = {
	model: 'judge-1',
	messages: [{ role: 'user', content: 'Which is better?' }],
	max_tokens: 100,
};
const never = new AbortController().signal;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0).reverse()) await each.close();
});

async function setUp(
	serverOptions: JudgeServerOptions,
	askOptions: Partial<AskOptions> = {},
): Promise<{ server: JudgeServer; ask: (signal?: AbortSignal) => Promise<AskResult> }> {
	const server = await startJudgeServer(serverOptions);
	const client = createAsk({
		baseUrl: server.baseUrl,
		apiKey: KEY,
		now: () => NOW,
		tick: () => performance.now(),
		...askOptions,
	});
	open.push(server, client);
	return { server, ask: (signal = never) => client.ask(REQUEST, signal) };
}

async function errorOf(fault: JudgeFault, askOptions: Partial<AskOptions> = {}): Promise<AskError> {
	const { ask } = await setUp({ fault: () => fault }, askOptions);
	const result = await ask();
	if (result.kind !== 'error') throw new Error('expected an error');
	return result;
}

test('a reply carries its text, usage, model, request id and limits', async () => {
	const { ask } = await setUp({
		policy: { fixed: 'B>A' },
		headers: { 'x-ratelimit-limit-requests': '500', 'x-ratelimit-reset-tokens': '1m30.5s' },
	});
	expect(await ask()).toMatchObject({
		kind: 'reply',
		said: {
			text: 'Both answers were compared.\n\n[[B>A]]',
			thinking: null,
			finishReason: 'stop',
			model: 'judge-1',
			usage: { promptTokens: 1000, completionTokens: 200 },
			flags: [],
		},
		requestId: 'req_0',
		limits: { limitRequests: 500, resetTokensMs: 90_500 },
	});
});

test.each(['-1', '1e300', '9'.repeat(20), 'Infinity', '0x10', 'none', ''])(
	'a limit of "%s" is none, and neither is a time until it ends',
	async (value) => {
		const fields = ['limit', 'remaining', 'reset'].flatMap((field) => [
			`x-ratelimit-${field}-requests`,
			`x-ratelimit-${field}-tokens`,
		]);
		const headers = Object.fromEntries(fields.map((field) => [field, value]));
		const { ask } = await setUp({ headers });
		const reply = await ask();
		expect(reply.limits).toEqual({});
		expect(reply).toMatchObject({ kind: 'reply' });
	},
);

test.each([2 ** 53 - 1, 1e300, 100_000_001, -1, 0.5, '500', null])(
	'a token count of %o is none, and the other count stands',
	async (count) => {
		const usage = { prompt_tokens: count, completion_tokens: 7 };
		const { ask } = await setUp({ usage: () => usage });
		const reply = await ask();
		expect(reply).toMatchObject({
			kind: 'reply',
			said: { usage: { completionTokens: 7 }, flags: ['prompt-tokens-unknown'] },
		});
		expect(reply).not.toHaveProperty('said.usage.promptTokens');
	},
);

test('only the request itself leaves the process: no telemetry headers, one call, the body as given', async () => {
	const { ask, server } = await setUp({});
	await ask();
	const [{ headers, ...body } = { headers: {} }] = server.requests;
	expect(server.requests).toHaveLength(1);
	expect(body).toEqual(REQUEST);
	expect(headers.authorization).toBe(`Bearer ${KEY}`);
	expect(Object.keys(headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
});

test.each([
	[{ status: 401 }, 'auth', true],
	[{ status: 403 }, 'auth', true],
	[{ status: 402 }, 'quota', true],
	[{ status: 429, code: 'insufficient_quota' }, 'quota', true],
	[{ status: 429, code: 'rate_limit_exceeded' }, 'rate-limit', false],
	[{ status: 400, code: 'invalid_prompt' }, 'bad-request', true],
	[{ status: 404 }, 'bad-request', true],
	[{ status: 400, code: 'context_length_exceeded' }, 'context-length', true],
	[{ status: 408 }, 'timeout', false],
	[{ status: 500 }, 'server', false],
	[{ status: 529 }, 'server', false],
] as const)('%o is %s, permanent: %s', async (fault, errorClass, isPermanent) => {
	const error = await errorOf({ kind: 'status', ...fault });
	expect(error).toMatchObject({ errorClass, isPermanent, status: fault.status, isPaid: false });
});

test.each([
	[{ 'retry-after': '2' }, 2000],
	[{ 'retry-after': '0.25' }, 250],
	[{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
	[{ 'retry-after': new Date(NOW + 3000).toUTCString() }, 3000],
	[{ 'retry-after': new Date(NOW - 3000).toUTCString() }, 0],
	[{ 'retry-after': '120' }, 120_000],
	[{ 'retry-after': '22320' }, 22_320_000],
	[{ 'retry-after': '9000000' }, 604_800_000],
	[{ 'retry-after': 'soon' }, undefined],
	[{ 'retry-after': '-5' }, undefined],
	[{ 'retry-after': '1e400' }, undefined],
	[{ 'retry-after-ms': '0x10', 'retry-after': '1' }, 1000],
	[{}, undefined],
])('Retry-After of %o is %s ms', async (headers, retryAfterMs) => {
	const error = await errorOf({ kind: 'status', status: 429, headers });
	expect(error.retryAfterMs).toBe(retryAfterMs);
});

test.each([
	['html', 'unreadable', true],
	['errorbody', 'server', true],
	['nochoices', 'unreadable', true],
	['badjson', 'broken-off', true],
	['cutbody', 'network', true],
] as const)(
	'a 200 with %s is a transport failure, never a reply',
	async (as, errorClass, isPaid) => {
		const error = await errorOf({ kind: 'malformed', as });
		expect(error).toMatchObject({ errorClass, isPermanent: false, isPaid });
	},
);

test.each([
	['the whole call', { callMs: 60 }, { kind: 'hang' }],
	['the headers', { headersMs: 60 }, { kind: 'hang' }],
	['a stalled body', { stallMs: 60 }, { kind: 'stall' }],
	['the whole call with a stalled body', { callMs: 60 }, { kind: 'stall' }],
	['the whole call with a dripped body', { callMs: 60 }, { kind: 'drip', overMs: 60_000 }],
] as const)('the deadline of %s ends it as a timeout', async (_name, deadlines, fault) => {
	expect(await errorOf(fault, { deadlines })).toMatchObject({ errorClass: 'timeout' });
});

test('a body that drips within its deadlines is a reply', async () => {
	const { ask } = await setUp(
		{ fault: () => ({ kind: 'drip', overMs: 50 }) },
		{ deadlines: { stallMs: 5_000, callMs: 10_000 } },
	);
	expect(await ask()).toMatchObject({ kind: 'reply' });
});

test('a reset connection and a closed port are network errors', async () => {
	expect(await errorOf({ kind: 'reset' })).toMatchObject({ errorClass: 'network' });
	const server = await startJudgeServer();
	await server.close();
	const { ask } = await setUp({}, { baseUrl: server.baseUrl });
	expect(await ask()).toMatchObject({ errorClass: 'network', message: 'ECONNREFUSED' });
});

test('an abort rejects with its reason, while waiting and before', async () => {
	const { ask } = await setUp({ fault: () => ({ kind: 'hang' }) });
	const controller = new AbortController();
	const asked = ask(controller.signal);
	const reason = new Error('the worker stops');
	controller.abort(reason);
	await expect(asked).rejects.toBe(reason);
	await expect(ask(controller.signal)).rejects.toBe(reason);
});

test('no message repeats the key', async () => {
	const { ask } = await setUp({ apiKey: 'another' });
	const result = await ask();
	expect(result).toMatchObject({ errorClass: 'auth', status: 401 });
	expect(JSON.stringify(result)).not.toContain('secret');
});
