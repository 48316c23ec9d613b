import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import {
	type JudgeServerOptions,
	startJudgeServer,
} from '../../../../test/support/judge-server.ts';
import { BatchCallError, createBatchApi } from './batch-api.ts';
import { writeBatchLine } from './batch-lines.ts';

const KEY = 'sk-secret-of-the-operator';
const MIB = 1024 * 1024;
const never = new AbortController().signal;
const LINE = writeBatchLine('a', {
	model: 'judge-1',
	messages: [{ role: 'user', content: 'Which is better?' }],
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0).reverse()) await each.close();
});

async function setUp(options: JudgeServerOptions = {}) {
	const server = await startJudgeServer({ policy: { fixed: 'B>A' }, ...options });
	open.push(server);
	const api = createBatchApi({ baseUrl: server.baseUrl, apiKey: KEY, now: () => Date.now() });
	return { server, api };
}

test('a file goes out, a batch is made of it, and its results come back', async () => {
	const { api, server } = await setUp();
	const fileId = await api.upload({ name: 'one.jsonl', text: LINE }, never);
	const created = await api.create({ ourId: 'ours', fileId }, never);
	expect(created).toMatchObject({ status: 'validating', outputFileId: null, done: 0, errors: [] });
	const ended = await api.read(created.id, never);
	expect(ended).toMatchObject({ status: 'completed', errorFileId: null, done: 1 });
	const lines = await api.readResults(ended.outputFileId ?? '', never);
	expect(lines).toMatchObject([{ id: 'a', result: { kind: 'reply', said: { model: 'judge-1' } } }]);
	expect(server.batches[0]?.metadata).toEqual({ codejoust_batch: 'ours' });
});

test('a batch is found by our id on whatever page of the list it stands', async () => {
	const { api } = await setUp();
	const fileId = await api.upload({ name: 'one.jsonl', text: LINE }, never);
	const first = await api.create({ ourId: 'first', fileId }, never);
	for (let n = 0; n < 100; n++) await api.create({ ourId: `other ${n}`, fileId }, never);
	const since = new Date();
	expect((await api.find({ ourId: 'first', since }, never))?.id).toBe(first.id);
	expect(await api.find({ ourId: 'nobody’s', since }, never)).toBeUndefined();
});

/** An endpoint that answers every call with the same JSON. */
function answering(body: unknown) {
	return serving((response) =>
		response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
	);
}

/** An endpoint that answers every call in the same way, and a client of it that reads 1 MiB of an answer. */
async function serving(answer: (response: ServerResponse) => void) {
	const server = createServer((_request, response) => answer(response));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	open.push({ close: async () => void server.close().closeAllConnections() });
	const { port } = server.address() as AddressInfo;
	const baseUrl = `http://127.0.0.1:${port}/v1`;
	return createBatchApi({ baseUrl, apiKey: KEY, now: () => Date.now(), maxReplyBytes: MIB });
}

test('a list that knows no pages is read once, not for ever', async () => {
	const batch = { id: 'batch_1', status: 'completed', created_at: 99_999_999_999 };
	const api = await answering({ data: [batch], has_more: true });
	expect(await api.find({ ourId: 'ours', since: new Date() }, never)).toBeUndefined();
});

test.each([2 ** 53 - 1, -1, 0.5])(
	'a batch that has done %d lines says nothing of them',
	async (n) => {
		const counts = { completed: n, failed: 0 };
		const api = await answering({ id: 'batch_1', status: 'in_progress', request_counts: counts });
		expect(await api.read('batch_1', never)).toMatchObject({ id: 'batch_1', done: 0 });
	},
);

test.each(['', 'batch\0', 'batch \ud800', 'b'.repeat(501)])(
	'a batch with the name %j is none that could be asked for again',
	async (id) => {
		const api = await answering({ id, status: 'in_progress' });
		await expect(api.read('batch_1', never)).rejects.toBeInstanceOf(BatchCallError);
	},
);

test('a batch that was refused as a whole says why', async () => {
	const { api } = await setUp({ batch: { fault: () => ({ kind: 'failed', message: 'no JSON' }) } });
	const fileId = await api.upload({ name: 'one.jsonl', text: LINE }, never);
	const { id } = await api.create({ ourId: 'ours', fileId }, never);
	expect(await api.read(id, never)).toMatchObject({
		status: 'failed',
		errors: ['line 1: no JSON'],
	});
});

test('an endpoint without a Batch API, and one that is away, are told apart by class', async () => {
	const { api, server } = await setUp();
	await expect(api.read('batch_9', never)).rejects.toMatchObject({
		callError: { errorClass: 'bad-request', status: 404, isPermanent: true },
	});
	await server.close();
	open.pop();
	const gone = await api.upload({ name: 'one.jsonl', text: LINE }, never).catch((e: unknown) => e);
	expect(gone).toBeInstanceOf(BatchCallError);
	expect(gone).toMatchObject({ callError: { errorClass: 'network', isPermanent: false } });
	const aborted = AbortSignal.abort(new Error('the worker stops'));
	await expect(api.read('batch_9', aborted)).rejects.toThrow('the worker stops');
});

/** Spaces until the other side ends the connection. */
function sendEndless(response: ServerResponse, status: number): void {
	const piece = Buffer.alloc(64 * 1024, ' ');
	const more = () => {
		while (response.write(piece));
	};
	response.writeHead(status, { 'content-type': 'application/json' }).on('drain', more);
	more();
}

test('an endless answer is cut as too large, and an endless error keeps its class', async () => {
	const tooLarge = { callError: { errorClass: 'too-large', isPermanent: true } };
	const api = await serving((response) => sendEndless(response, 200));
	await expect(api.read('batch_1', never)).rejects.toMatchObject(tooLarge);
	const failing = await serving((response) => sendEndless(response, 500));
	const failure = { callError: { errorClass: 'server', status: 500 } };
	await expect(failing.read('batch_1', never)).rejects.toMatchObject(failure);
	await expect(failing.readResults('file-1', never)).rejects.toMatchObject(failure);
});

test('of results that unpack to 50 MiB, a line that is too large is too-large and the others are read', async () => {
	const line = (id: string, content: string) => {
		const body = { choices: [{ finish_reason: 'stop', message: { content } }] };
		return JSON.stringify({ custom_id: id, response: { status_code: 200, body } });
	};
	const large = line('b', 'x'.repeat(50 * MIB));
	const file = gzipSync([line('a', '[[A>B]]'), large, line('c', '[[A=B]]')].join('\n'));
	const api = await serving((response) =>
		response.writeHead(200, { 'content-encoding': 'gzip' }).end(file),
	);
	expect(await api.readResults('file-1', never)).toMatchObject([
		{ id: 'a', result: { kind: 'reply', said: { text: '[[A>B]]' } } },
		{ id: 'b', result: { kind: 'error', errorClass: 'too-large', isPermanent: true } },
		{ id: 'c', result: { kind: 'reply', said: { text: '[[A=B]]' } } },
	]);
});
