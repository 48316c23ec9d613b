import { afterEach, expect, test } from 'vitest';
import { type JudgeServerOptions, startJudgeServer } from '../../../test/support/judge-server.ts';
import { BatchCallError, createBatchApi } from './batch-api.ts';
import { writeBatchLine } from './batch-lines.ts';

const KEY = 'sk-secret-of-the-operator';
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
	expect(lines).toMatchObject([{ id: 'a', result: { kind: 'reply', model: 'judge-1' } }]);
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
		facts: { errorClass: 'bad-request', status: 404, isPermanent: true },
	});
	await server.close();
	open.pop();
	const gone = await api.upload({ name: 'one.jsonl', text: LINE }, never).catch((e: unknown) => e);
	expect(gone).toBeInstanceOf(BatchCallError);
	expect(gone).toMatchObject({ facts: { errorClass: 'network', isPermanent: false } });
	const aborted = AbortSignal.abort(new Error('the worker stops'));
	await expect(api.read('batch_9', aborted)).rejects.toThrow('the worker stops');
});
