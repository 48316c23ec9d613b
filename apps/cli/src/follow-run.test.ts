import { once } from 'node:events';
import { type RequestListener, createServer } from 'node:http';
import type { Run } from '@codejoust/contract/client';
import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from './connect.ts';
import { followRun } from './follow-run.ts';
import { UnreachableError } from './reach.ts';
import { exampleRun } from './test-run.ts';

async function serve(handler: RequestListener): Promise<string> {
	const server = createServer(handler).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return `http://127.0.0.1:${address.port}`;
}

const eventOf = (id: string, run: Run) =>
	`event: progress\nid: ${id}\ndata: ${JSON.stringify(run)}\n\n`;

function follow(server: string, seen: Run[], signal = new AbortController().signal) {
	const onRun = (run: Run) => seen.push(run);
	return followRun(openConnection(server, undefined), 'run_1', {
		onRun,
		signal,
		patienceMs: 0,
		pollMs: 1,
	});
}

test('a broken stream is taken up where it broke', async () => {
	const lastIds: unknown[] = [];
	const server = await serve((request, response) => {
		if (!request.url?.endsWith('/events')) return response.end(JSON.stringify(exampleRun()));
		lastIds.push(request.headers['last-event-id']);
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		if (lastIds.length > 1) return response.end(eventOf('e2', exampleRun({ state: 'done' })));
		return response.write(eventOf('e1', exampleRun()), () => response.destroy());
	});
	expect((await follow(server, []))?.state).toBe('done');
	expect(lastIds).toEqual([undefined, 'e1']);
});

test('a proxy that knows no streams costs only the liveliness: the run is asked for instead', async () => {
	let looks = 0;
	const server = await serve((request, response) => {
		if (request.url?.endsWith('/events')) return response.writeHead(404).end();
		looks += 1;
		return response.end(JSON.stringify(exampleRun({ state: looks > 3 ? 'done' : 'judging' })));
	});
	const seen: Run[] = [];
	expect((await follow(server, seen))?.state).toBe('done');
	expect(seen.map(({ state }) => state)).toEqual(['judging', 'judging', 'judging', 'done']);
});

test('an answer of a restarting proxy ends nothing while patience lasts', async () => {
	let asked = 0;
	const server = await serve((_request, response) => {
		asked += 1;
		if (asked < 3) response.writeHead(502).end('<html>Bad gateway</html>');
		else response.end(JSON.stringify(exampleRun({ state: 'paused' })));
	});
	const options = { onRun: () => undefined, signal: new AbortController().signal };
	const run = await followRun(openConnection(server, undefined), 'run_1', {
		...options,
		patienceMs: 60_000,
		pollMs: 1,
	});
	expect(run?.state).toBe('paused');
});

test('a server that stays away ends the watching when patience is over', async () => {
	await expect(follow('http://127.0.0.1:9', [])).rejects.toThrow(UnreachableError);
});

test('an interrupted watching ends without a run', async () => {
	const interrupt = new AbortController();
	const server = await serve((request, response) => {
		if (!request.url?.endsWith('/events')) return response.end(JSON.stringify(exampleRun()));
		response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
		return interrupt.abort();
	});
	expect(await follow(server, [], interrupt.signal)).toBeUndefined();
});

test('the end of the run ends the watching, though the stream stays open and silent', async () => {
	const server = await serve((request, response) => {
		if (!request.url?.endsWith('/events')) return response.end(JSON.stringify(exampleRun()));
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		return response.write(eventOf('e1', exampleRun({ state: 'paused' })));
	});
	expect((await follow(server, []))?.state).toBe('paused');
});

test('a stream that is held back on its way does not hold back the watching', async () => {
	let looks = 0;
	const server = await serve((request, response) => {
		if (request.url?.endsWith('/events')) return undefined;
		looks += 1;
		return response.end(JSON.stringify(exampleRun({ state: looks > 2 ? 'done' : 'judging' })));
	});
	const options = { onRun: () => undefined, signal: new AbortController().signal };
	const run = await followRun(openConnection(server, undefined), 'run_1', {
		...options,
		patienceMs: 0,
		pollMs: 1,
		openMs: 50,
	});
	expect([run?.state, looks]).toEqual(['done', 3]);
});
