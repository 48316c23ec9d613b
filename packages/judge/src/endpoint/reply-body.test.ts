import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createAsk } from './ask.ts';

const MIB = 1024 * 1024;
const TYPE = { 'content-type': 'application/json' };
const never = new AbortController().signal;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0).reverse()) await each.close();
});

/** A client of 1 MiB replies, whose n-th call is answered by the n-th of these, and then by the last. */
async function setUp(...answers: ((response: ServerResponse) => void)[]) {
	let calls = 0;
	const server = createServer((request, response) => {
		request.resume();
		answers[Math.min(calls++, answers.length - 1)]?.(response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const client = createAsk({
		baseUrl: `http://127.0.0.1:${port}/v1`,
		apiKey: 'sk-test',
		now: () => 0,
		tick: () => 0,
		maxReplyBytes: MIB,
	});
	const close = async () => void server.close().closeAllConnections();
	open.push(client, { close });
	return (signal = never) => client.ask({ model: 'judge-1', messages: [] }, signal);
}

/** A completion whose JSON has that many bytes. */
function completion(bytes = 200): Buffer {
	const write = (content: string) =>
		JSON.stringify({ choices: [{ finish_reason: 'stop', message: { content } }] });
	return Buffer.from(write('x'.repeat(bytes - write('').length)));
}

/** Sends pieces until the other side ends the connection; resolves with the bytes that were taken. */
function sendEndless(response: ServerResponse, status = 200): Promise<number> {
	const piece = Buffer.alloc(64 * 1024, ' ');
	response.writeHead(status, TYPE);
	let sent = 0;
	const more = () => {
		do sent += piece.length;
		while (response.write(piece));
	};
	response.on('drain', more);
	more();
	return once(response, 'close').then(() => sent);
}

const TOO_LARGE = {
	kind: 'error',
	errorClass: 'too-large',
	message: 'The reply is larger than 1048576 bytes.',
	isPermanent: true,
	isPaid: true,
};

test('an endless reply is cut at the limit, and its socket is closed', async () => {
	const sent = Promise.withResolvers<number>();
	const ask = await setUp((response) => void sendEndless(response).then(sent.resolve));
	expect(await ask()).toMatchObject(TOO_LARGE);
	// What is beyond the limit is in the buffers of the two sockets.
	expect(await sent.promise).toBeLessThan(20 * MIB);
});

test('a reply that announces more than the limit is not waited for', async () => {
	const ask = await setUp((response) => {
		response.writeHead(200, { ...TYPE, 'content-length': 50 * MIB }).flushHeaders();
	});
	expect(await ask()).toMatchObject(TOO_LARGE);
});

test('a reply that announces less than it sends is not read beyond that', async () => {
	const ask = await setUp(({ socket }) => {
		const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n`;
		socket?.write(head);
		socket?.write(completion(2 * MIB));
	});
	expect(await ask()).toMatchObject({ kind: 'error', errorClass: 'broken-off', isPaid: true });
});

test('a reply of exactly the limit is read, and one byte more is not', async () => {
	const send = (bytes: number) => (response: ServerResponse) => {
		response.writeHead(200, TYPE).write(completion(bytes));
		response.end();
	};
	const ask = await setUp(send(MIB), send(MIB + 1));
	expect(await ask()).toMatchObject({ kind: 'reply' });
	expect(await ask()).toMatchObject(TOO_LARGE);
});

test.each([
	['gzip', gzipSync(completion())],
	['GZIP', gzipSync(completion())],
	['deflate', deflateSync(completion())],
	['br', brotliCompressSync(completion())],
	['identity', completion()],
	['deflate, gzip', gzipSync(deflateSync(completion()))],
])('a reply in %s is decoded', async (coding, body) => {
	const ask = await setUp((response) => {
		response.writeHead(200, { ...TYPE, 'content-encoding': coding }).end(body);
	});
	expect(await ask()).toMatchObject({
		kind: 'reply',
		said: { text: expect.stringMatching(/^x+$/) },
	});
});

test.each([
	['once', 'gzip', gzipSync(completion(100 * MIB))],
	['twice', 'gzip, gzip', gzipSync(gzipSync(completion(100 * MIB)))],
	['in brotli', 'br', brotliCompressSync(completion(20 * MIB), { params: { 1: 1 } })],
])('a small reply that unpacks to many times the limit, packed %s, is cut', async (...row) => {
	const [, coding, body] = row;
	expect(body.length).toBeLessThan(MIB / 4);
	const ask = await setUp((response) => {
		response.writeHead(200, { ...TYPE, 'content-encoding': coding }).end(body);
	});
	expect(await ask()).toMatchObject(TOO_LARGE);
});

test.each([
	['zstd', completion(), 'unreadable'],
	['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(completion()))), 'unreadable'],
	['gzip', completion(), 'network'],
	['gzip', gzipSync(completion()).subarray(0, 40), 'network'],
])('a reply in %s that cannot be decoded is asked for again', async (coding, body, errorClass) => {
	const ask = await setUp((response) => {
		response.writeHead(200, { ...TYPE, 'content-encoding': coding }).end(body);
	});
	expect(await ask()).toMatchObject({ errorClass, isPermanent: false, isPaid: true });
});

test('an error status with an endless body keeps its class', async () => {
	const ask = await setUp((response) => void sendEndless(response, 429));
	expect(await ask()).toMatchObject({ errorClass: 'rate-limit', status: 429, isPaid: false });
});

test('an error in gzip says its class and its words', async () => {
	const message = 'You exceeded your current quota';
	const body = gzipSync(JSON.stringify({ error: { message, code: 'insufficient_quota' } }));
	const ask = await setUp((response) => {
		response.writeHead(429, { ...TYPE, 'content-encoding': 'gzip' }).end(body);
	});
	expect(await ask()).toMatchObject({ errorClass: 'quota', message, isPermanent: true });
});
