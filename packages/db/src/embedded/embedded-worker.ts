import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { EmbeddedWorkerData, EmbeddedWorkerMessage } from './embedded-database.ts';

if (parentPort === null) throw new Error('embedded-worker.ts runs in a worker thread only');
const parent = parentPort;
// Written by startEmbeddedDatabase, the only place that starts this file.
const { directory } = workerData as EmbeddedWorkerData;

const database = directory === undefined ? await PGlite.create() : await openDirectory(directory);
const server = new PGLiteSocketServer({
	db: database,
	host: '127.0.0.1',
	port: 0,
	// More than one connection hands a query's rows to another query.
	maxConnections: 1,
});
await server.start();

parent.once('message', () => void close());
tell({ kind: 'ready', address: server.getServerConn() });

/** A first start is made beside the directory and moved there whole: one killed half-way leaves nothing behind. */
async function openDirectory(path: string): Promise<PGlite> {
	if (!existsSync(join(path, 'PG_VERSION'))) {
		const unfinished = `${path}.unfinished`;
		rmSync(unfinished, { recursive: true, force: true });
		const fresh = await PGlite.create(unfinished);
		await fresh.close();
		renameSync(unfinished, path);
	}
	return PGlite.create(path);
}

async function close(): Promise<void> {
	await server.stop();
	await database.close();
	tell({ kind: 'closed' });
	parent.close();
}

function tell(message: EmbeddedWorkerMessage): void {
	parent.postMessage(message);
}
