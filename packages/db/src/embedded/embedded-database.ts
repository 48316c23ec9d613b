import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { startDatabaseServer } from './database-server.ts';
import { DataDirectoryError } from './data-directory-error.ts';
import { lockDirectory } from './directory-lock.ts';
import { findServerBinaries, type ServerBinaries } from './server-binaries.ts';
import { canRunServer, SERVER_DATA, setUpServer } from './server-setup.ts';
import { findServerUser, type ServerUser } from './server-user.ts';

/** The server is a process of its own, PGlite a thread of this one. */
export type Engine = 'postgres' | 'pglite';

export interface EmbeddedDatabaseOptions {
	readonly dataDirectory: string;
	/** Keeps nothing: the directory is neither created nor locked. */
	readonly inMemory?: boolean;
	/** Of a directory that has no database yet; by default the server where it runs on this machine. */
	readonly engine?: Engine;
}

export interface EmbeddedDatabase {
	readonly url: string;
	/** It accepts one connection at a time; see connect({ embedded: true }). */
	readonly isSingle: boolean;
	/** Writes everything, ends the database, frees the directory. Safe to call twice. */
	close(): Promise<void>;
}

export interface EmbeddedWorkerData {
	/** Where the database's files live; absent keeps them in memory. */
	readonly directory?: string;
}

export type EmbeddedWorkerMessage =
	{ readonly kind: 'ready'; readonly address: string } | { readonly kind: 'closed' };

/**
 * Starts Postgres for this process alone: the server that npm brought, as a process of its own, or PGlite in a thread, behind a
 * socket on loopback. A directory keeps the engine that made it. Data survives kill -9; PGlite's is not fsynced, so that a
 * power loss may cost the last writes. Should a thread crash, or a server more often than it may be started again, the process
 * ends with its error.
 * Throws DataDirectoryError when another process holds the directory, it cannot be written, or its engine is not here.
 */
export async function startEmbeddedDatabase(
	options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
	if (options.inMemory) return startThread({}, async () => undefined);
	const directory = resolve(options.dataDirectory);
	const lock = await lockDirectory(directory);
	try {
		const parts = await chooseServer(directory, options.engine);
		if (parts === undefined)
			return await startThread({ directory: join(directory, 'postgres') }, lock.release);
		return await startServer(directory, parts, lock.release);
	} catch (error) {
		await lock.release();
		throw error;
	}
}

type ServerParts = { readonly binaries: ServerBinaries; readonly user: ServerUser };

/** What the server takes; undefined for PGlite. */
async function chooseServer(
	directory: string,
	engine: Engine | undefined,
): Promise<ServerParts | undefined> {
	const isMade = existsSync(join(directory, SERVER_DATA, 'PG_VERSION'));
	const isPglite = existsSync(join(directory, 'postgres', 'PG_VERSION'));
	if (!isMade && (isPglite || engine === 'pglite')) return undefined;
	const binaries = findServerBinaries();
	const user = findServerUser(join(directory, SERVER_DATA));
	const isRunnable =
		binaries !== undefined &&
		user !== undefined &&
		(isMade || (await canRunServer(directory, binaries, user)));
	if (isRunnable) return { binaries, user };
	if (!isMade && engine === undefined) return undefined;
	const missing = binaries === undefined ? 'program' : 'user';
	throw new DataDirectoryError({ kind: 'DataDirectoryNoServer', directory, missing });
}

async function startServer(
	directory: string,
	{ binaries, user }: ServerParts,
	release: () => Promise<void>,
): Promise<EmbeddedDatabase> {
	const setup = await setUpServer(directory, binaries, user);
	const server = await startDatabaseServer(setup);
	let closing: Promise<void> | undefined;
	return {
		url: `postgres://postgres:${setup.password}@127.0.0.1:${server.port}/postgres?sslmode=disable`,
		isSingle: false,
		close: () => (closing ??= closeAfter(server.stop(), release)),
	};
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
			isSingle: true,
			close: () => (closing ??= closeAfter(stopThread(worker), release)),
		};
	} catch (error) {
		await worker.terminate();
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

/** The directory is free also where the end fails. */
async function closeAfter(end: Promise<void>, release: () => Promise<void>): Promise<void> {
	try {
		await end;
	} finally {
		await release();
	}
}

async function stopThread(worker: Worker): Promise<void> {
	const exited = once(worker, 'exit');
	worker.postMessage('close');
	await exited;
}
