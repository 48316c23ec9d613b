import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { connect, openDatabase, type OpenDatabaseOptions } from '@codejoust/db/connect';
import type { ChunkJob, ClaimedChunk } from '@codejoust/db/queue/chunk';
import { openQueue } from '@codejoust/db/queue/open-queue';
import type { Queue } from '@codejoust/db/queue/queue';
import type { QueueOptions } from '@codejoust/db/queue/queue-options';
import { makeEmbeddedDirectory } from '../support/embedded-directory.ts';
import { eachDatabase, type OpenDatabase } from '../support/database-each.ts';
import { startPostgres } from '../support/postgres-server.ts';

interface Games {
	readonly games: number;
	readonly [name: string]: number;
}

eachDatabase((open) => {
	test('a chunk is handed out once, by priority, and is gone when completed', async () => {
		const queue = await openTestQueue(open);
		await queue.enqueueChunks([job('low')], { endpoint: 'e', runId: 'run' });
		await queue.enqueueChunks([job('high')], { endpoint: 'e', runId: 'run', priority: 5 });

		const high = await fetchNow(queue);
		const low = await fetchNow(queue);
		expect([high, low]).toMatchObject([
			{ endpoint: 'e', runId: 'run', key: 'high', payload: { games: 2 }, retryCount: 0 },
			{ endpoint: 'e', runId: 'run', key: 'low', payload: { games: 2 }, retryCount: 0 },
		]);
		expect(await queue.complete(high)).toBe(true);
		expect(await queue.complete(high)).toBe(false);
		expect(await queue.complete(low)).toBe(true);
		expect(await isEmpty(queue)).toBe(true);
		await queue.close();
	});

	test('a chunk that is still open in its run is not enqueued twice', async () => {
		const queue = await openTestQueue(open);
		expect(await queue.enqueueChunks([job('a'), job('b')], { endpoint: 'e', runId: 'run' })).toBe(
			2,
		);
		expect(await queue.enqueueChunks([job('a'), job('c')], { endpoint: 'e', runId: 'run' })).toBe(
			1,
		);
		expect(await queue.enqueueChunks([job('a')], { endpoint: 'e', runId: 'another' })).toBe(1);

		const first = await fetchNow(queue);
		expect(await queue.enqueueChunks([job(first.key)], { endpoint: 'e', runId: 'run' })).toBe(0);
		await queue.complete(first);
		expect(await queue.enqueueChunks([job(first.key)], { endpoint: 'e', runId: 'run' })).toBe(1);
		await queue.close();
	});

	test('a chunk is handed out at its endpoint alone, and what is open of a run is cancelled at all', async () => {
		const queue = await openTestQueue(open);
		await queue.enqueueChunks([job('a')], { runId: 'run', endpoint: 'one' });
		await queue.enqueueChunks([job('b')], { runId: 'run', endpoint: 'two' });
		expect(await isEmpty(queue)).toBe(true);
		const chunk = await queue.fetchChunk('two', AbortSignal.timeout(60_000));
		expect(chunk).toMatchObject({ key: 'b', endpoint: 'two' });
		expect(await queue.readDepth()).toMatchObject({ chunks: 2 });
		expect(await queue.listWaiting()).toEqual([{ endpoint: 'one', runId: 'run' }]);
		expect(await queue.cancelRun('run')).toBe(2);
		expect(await queue.readDepth()).toMatchObject({ chunks: 0 });
		await queue.close();
	});

	test('what waits at one endpoint is dropped without what is played or waits at another', async () => {
		const queue = await openTestQueue(open);
		for (const endpoint of ['one', 'e'])
			await queue.enqueueChunks([job('a'), job('b')], { runId: 'run', endpoint });
		await fetchNow(queue);
		await queue.dropWaiting({ endpoint: 'one', runId: 'run' });
		expect(await queue.readDepth()).toMatchObject({ chunks: 2 });
		expect(await queue.listWaiting()).toEqual([{ endpoint: 'e', runId: 'run' }]);
		await queue.close();
	});

	test('chunks of a transaction that is rolled back are never enqueued', async () => {
		const { queue, connection } = await openWithConnection(open);
		await queue.openEndpoint('e');
		const rolledBack = connection.db.transaction(async (transaction) => {
			await queue.enqueueChunks([job('a')], { endpoint: 'e', runId: 'run', transaction });
			throw new Error('changed my mind');
		});
		await expect(rolledBack).rejects.toThrow('changed my mind');
		expect(await isEmpty(queue)).toBe(true);

		await connection.db.transaction((transaction) =>
			queue.enqueueChunks([job('b')], { endpoint: 'e', runId: 'run', transaction }),
		);
		expect(await fetchNow(queue)).toMatchObject({ key: 'b' });
		await queue.close();
	});

	test('a failing chunk is tried again later, then is dead with its reason until retried', async () => {
		const queue = await openTestQueue(open, { retryLimit: 1 });
		await queue.enqueueChunks([job('a')], { endpoint: 'e', runId: 'run' });

		expect(await queue.fail(await fetchNow(queue), 'first')).toBe(true);
		expect(await isEmpty(queue)).toBe(true);
		const retried = await fetchNow(queue);
		expect(retried.retryCount).toBe(1);
		await queue.fail(retried, 'second');

		expect(await queue.listDeadChunks()).toMatchObject([
			{ runId: 'run', key: 'a', payload: { games: 2 }, reason: 'second' },
		]);
		expect(await queue.retryDeadChunks()).toBe(1);
		expect(await fetchNow(queue)).toMatchObject({
			endpoint: 'e',
			runId: 'run',
			key: 'a',
			payload: { games: 2 },
		});
		expect(await queue.listDeadChunks()).toEqual([]);
		await queue.close();
	});

	test('dead chunks are listed newest first, and only those that are named are dropped', async () => {
		const queue = await openTestQueue(open, { retryLimit: 0 });
		for (const key of ['first', 'second']) {
			await queue.enqueueChunks([job(key)], { endpoint: 'e', runId: 'run' });
			await queue.fail(await fetchNow(queue), 'lost');
		}
		const [second, first] = await queue.listDeadChunks();
		expect([second, first]).toMatchObject([{ key: 'second' }, { key: 'first' }]);
		if (!first) throw new Error('two chunks should be dead');
		await queue.forgetDeadChunks([first]);
		expect(await queue.listDeadChunks()).toEqual([second]);
		await queue.close();
	});

	test('cancelling a run drops what waits, stops what is played and leaves other runs alone', async () => {
		const queue = await openTestQueue(open, { heartbeatMs: 50 });
		await queue.enqueueChunks([job('a'), job('b')], { endpoint: 'e', runId: 'stopped' });
		const played = await fetchNow(queue);
		await queue.enqueueChunks([job('c')], { endpoint: 'e', runId: 'kept' });

		const stopped = once(played.signal, 'abort');
		expect(await queue.cancelRun('stopped')).toBe(2);
		await stopped;
		expect(await queue.complete(played)).toBe(false);
		expect(await fetchNow(queue)).toMatchObject({ endpoint: 'e', runId: 'kept', key: 'c' });
		expect(await isEmpty(queue)).toBe(true);
		await queue.close();
	});

	test('a worker that closes gives back its chunks as if they had never been fetched', async () => {
		const connection = await open();
		const leaving = await openOn(connection);
		await leaving.enqueueChunks([job('a')], { endpoint: 'e', runId: 'run' });
		await fetchNow(leaving);
		await leaving.close();

		const staying = await openOn(connection);
		expect(await fetchNow(staying)).toMatchObject({ key: 'a', retryCount: 0 });
		await staying.close();
	});

	test('the upkeep of the queue runs on the connections that are there', async () => {
		const { queue, connection, troubles } = await openWithConnection(open, { upkeepSeconds: 1 });
		await expect
			.poll(
				() => connection.sql`
					select name from queue.queue
					where monitor_on is not null and maintain_on is not null order by name`,
				{ timeout: 10_000 },
			)
			.toEqual([{ name: 'chunks' }, { name: 'dead-chunks' }, { name: 'notices' }]);
		await queue.close();
		expect(troubles).toEqual([]);
	});

	test('a fetch ends without a chunk when its signal aborts', async () => {
		const queue = await openTestQueue(open);
		const control = new AbortController();
		const fetching = queue.fetchChunk('e', control.signal);
		control.abort();
		expect(await fetching).toBeUndefined();
		await queue.close();
	});
});

/** pg-boss by itself frees what is lost once a minute; seconds are ours, however busy the machine. */
const QUEUE_ALONE_MS = 45_000;

test('a chunk of a worker killed on a real server is fetched again after seconds', async () => {
	const server = await startPostgres();
	const url = await server.createDatabase({ isEmpty: true });
	const connection = connect({ url, embedded: false });
	// A failure waits for 15 s at least; a lost chunk is due immediately.
	const queue = await openOn(connection, { retryDelaySeconds: 30 });
	await queue.enqueueChunks([job('a')], { endpoint: 'e', runId: 'run' });
	const worker = startWorker({ databaseUrl: url, dataDirectory: '' });
	await once(worker.stdout, 'data');

	const killedAt = performance.now();
	worker.kill('SIGKILL');
	expect(await fetchNow(queue)).toMatchObject({ key: 'a', retryCount: 1 });
	const tookMs = performance.now() - killedAt;
	console.log(`fetched again ${Math.round(tookMs)} ms after the kill`);
	expect(tookMs).toBeLessThan(QUEUE_ALONE_MS);
	await queue.close();
	await connection.close();
	await server.stop();
});

test('a chunk of a killed process is fetched at once when the embedded database opens again', async () => {
	const { path: dataDirectory, remove } = await makeEmbeddedDirectory();
	const worker = startWorker({ dataDirectory });
	await once(worker.stdout, 'data');
	worker.kill('SIGKILL');
	await once(worker, 'exit');

	const restartedAt = performance.now();
	const connection = await openDatabase({ dataDirectory });
	const queue = await openOn(connection);
	expect(await fetchNow(queue)).toMatchObject({ key: 'of-worker', retryCount: 1 });
	const tookMs = performance.now() - restartedAt;
	console.log(`fetched again ${Math.round(tookMs)} ms after the restart`);
	expect(tookMs).toBeLessThan(QUEUE_ALONE_MS);
	await queue.close();
	await connection.close();
	await remove();
});

test('workers of a real server that open the queue and fetch at once never claim the same chunk', async () => {
	const server = await startPostgres();
	const url = await server.createDatabase({ isEmpty: true });
	const connections = [1, 2, 3, 4].map(() => connect({ url, embedded: false, maxConnections: 2 }));
	const queues = await Promise.all(connections.map((connection) => openOn(connection)));
	const keys = Array.from({ length: 200 }, (_, index) => `chunk-${index}`);
	await queues[0]?.enqueueChunks(keys.map(job), { endpoint: 'e', runId: 'run' });

	const fetched = await Promise.all(queues.map(playAll));
	expect(fetched.flat().sort()).toEqual([...keys].sort());
	await Promise.all(queues.map((queue) => queue.close()));
	await Promise.all(connections.map((connection) => connection.close()));
	await server.stop();
});

async function openTestQueue(open: OpenDatabase, options: Partial<QueueOptions> = {}) {
	return openOn(await open(), options);
}

async function openWithConnection(open: OpenDatabase, options: Partial<QueueOptions> = {}) {
	const connection = await open();
	const troubles: unknown[] = [];
	const queue = await openOn(connection, {
		...options,
		onTrouble: (trouble) => troubles.push(trouble),
	});
	return { queue, connection, troubles };
}

function openOn(
	connection: QueueOptions['connection'],
	options: Partial<QueueOptions> = {},
): Promise<Queue<Games>> {
	return openQueue<Games>({
		connection,
		pollMs: 20,
		onTrouble: (trouble) => {
			throw trouble;
		},
		...options,
	});
}

function job(key: string): ChunkJob<Games> {
	return { key, payload: { games: 2 } };
}

async function fetchNow(queue: Queue<Games>): Promise<ClaimedChunk<Games>> {
	const chunk = await queue.fetchChunk('e', AbortSignal.timeout(60_000));
	if (chunk === undefined) throw new Error('no chunk came within a minute');
	return chunk;
}

/** Looks a few times, well before a retry is due. */
async function isEmpty(queue: Queue<Games>): Promise<boolean> {
	return (await queue.fetchChunk('e', AbortSignal.timeout(100))) === undefined;
}

async function playAll(queue: Queue<Games>): Promise<string[]> {
	const keys: string[] = [];
	for (;;) {
		const chunk = await queue.fetchChunk('e', AbortSignal.timeout(500));
		if (chunk === undefined) return keys;
		keys.push(chunk.key);
		await queue.complete(chunk);
	}
}

/** A process that prints a line once it has claimed a chunk, and then plays it forever. */
function startWorker(database: OpenDatabaseOptions) {
	const script = `
		const { openDatabase } = await import('@codejoust/db/connect');
		const { openQueue } = await import('@codejoust/db/queue/open-queue');
		const connection = await openDatabase(${JSON.stringify(database)});
		const queue = await openQueue({ connection, onTrouble: console.error });
		if (connection.embedded)
			await queue.enqueueChunks([{ key: 'of-worker', payload: { games: 2 } }], { endpoint: 'e', runId: 'run' });
		await queue.fetchChunk('e', AbortSignal.timeout(60_000));
		console.log('claimed');`;
	return spawn(process.execPath, ['--input-type=module', '--eval', script], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}
