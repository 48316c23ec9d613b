import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';

const SLOW = 200;

let server: CodejoustServer;
beforeAll(async () => {
	const clientTimeouts = { headersMs: 1000, requestMs: 10_000, idleBodyMs: 1500 };
	server = await startCodejoust({ config: { roles: new Set(['api']), clientTimeouts } });
});
afterAll(() => server.stop());

type Slow = { readonly socket: Socket; readonly read: () => string };

async function send(text: string): Promise<Slow> {
	const { hostname, port } = new URL(server.address);
	const socket = connect(Number(port), hostname);
	let answered = '';
	socket.on('data', (data: Buffer) => (answered += data.toString()));
	socket.on('error', () => undefined);
	await once(socket, 'connect');
	socket.write(text);
	return { socket, read: () => answered };
}

async function ended({ socket }: Slow): Promise<void> {
	if (!socket.closed) await once(socket, 'close');
}

test('half-sent headers and connections that say nothing are ended, and others are served meanwhile', async () => {
	const half = 'GET /v1/models HTTP/1.1\r\nhost: localhost\r\nx-slow: ';
	const all = await Promise.all(
		Array.from({ length: SLOW }, (_, index) => send(index % 2 === 0 ? half : '')),
	);
	expect((await fetch(`${server.address}/v1/models`)).status).toBe(200);
	await Promise.all(all.map(ended));
	expect(all[0]?.read()).toMatch(/^HTTP\/1\.1 408 /);
});

test('a body that stops half-way is cut off, and one that goes on slowly is read', async () => {
	const head = `POST /v1/judges/check HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${server.key}\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n`;
	const [stuck, slow] = await Promise.all([send(`${head}{"a"`), send(`${head}{"a"`)]);
	for (const part of [':', ' ', '"bcd', '"', '}']) {
		await pause(350);
		slow.socket.write(part);
	}
	await ended(stuck);
	expect(stuck.read()).toBe('');
	while (slow.read() === '') await once(slow.socket, 'data');
	expect(slow.read()).toMatch(/^HTTP\/1\.1 4(00|22) /);
	slow.socket.destroy();
	expect(server.log).toEqual([]);
});
