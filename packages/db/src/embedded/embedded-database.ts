import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './directory-lock.ts';

export interface EmbeddedDatabaseOptions {
	readonly dataDirectory: string;
	/** Keeps nothing: the directory is neither created nor locked. */
	readonly inMemory?: boolean;
}

export interface EmbeddedDatabase {
	/** Accepts one connection at a time; see connect({ embedded: true }). */
	readonly url: string;
	/** Ends the thread, writes everything, frees the directory. Safe to call twice. */
	close(): Promise<void>;
}

export interface EmbeddedWorkerData {
	/** Where the database's files live; absent keeps them in memory. */
	readonly directory?: string;
}

export type EmbeddedWorkerMessage =
	{ readonly kind: 'ready'; readonly address: string } | { readonly kind: 'closed' };

/**
 * Starts Postgres (PGlite) in a thread of this process, behind a socket on loopback.
 * Data survives kill -9 but is not fsynced: a power loss may cost the last writes.
 * Should the thread crash later, the process ends with its error, as without the thread.
 * Throws DataDirectoryError when another process holds the directory or it cannot be written.
 */
export async function startEmbeddedDatabase(
	options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
	if (options.inMemory) return startThread({}, async () => undefined);
	const lock = await lockDirectory(options.dataDirectory);
	return startThread({ directory: join(resolve(options.dataDirectory), 'postgres') }, lock.release);
}

async function startThread(
	workerData: EmbeddedWorkerData,
	release: () => Promise<void>,
): Promise<EmbeddedDatabase> {
	// Freeing compiled WebAssembly while it runs ends the whole process now and then ("Check failed: jit_page_->allocations_",
	// https://github.com/nodejs/node/issues/64500). Kept, it is a few MB.
	setFlagsFromString('--no-wasm-code-gc');
	const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
		workerData,
		execArgv: [],
	});
	try {
		const { address } = await readyMessage(worker);
		let closing: Promise<void> | undefined;
		return {
			url: `postgres://postgres@${address}/postgres?sslmode=disable`,
			close: () => (closing ??= stopThread(worker).finally(release)),
		};
	} catch (error) {
		await worker.terminate();
		await release();
		throw error;
	}
}

type ReadyMessage = Extract<EmbeddedWorkerMessage, { kind: 'ready' }>;

/** The thread posts EmbeddedWorkerMessages; `node --watch` adds messages of its own, which are passed over. */
async function readyMessage(worker: Worker): Promise<ReadyMessage> {
	const exited = new AbortController();
	worker.once('exit', () => exited.abort());
	for (;;) {
		const [message] = (await once(worker, 'message', { signal: exited.signal })) as [unknown];
		if (isReady(message)) return message;
	}
}

function isReady(message: unknown): message is ReadyMessage {
	return (
		typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'ready'
	);
}

async function stopThread(worker: Worker): Promise<void> {
	const exited = once(worker, 'exit');
	worker.postMessage('close');
	await exited;
}
