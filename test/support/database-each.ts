import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { connect, type Connection } from '@codejoust/db/connect';
import { startEmbeddedDatabase } from '@codejoust/db/embedded/embedded-database';
import { migrate } from '@codejoust/db/migrate';
import { makeEmbeddedDirectory } from './embedded-directory.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export interface OpenOptions {
	/** Without our tables. */
	readonly isEmpty?: boolean;
}

/** Opens a fresh database of its own, closed after the test; see `url` for a second connection on a real server. */
export type OpenDatabase = (
	options?: OpenOptions,
) => Promise<Connection & { readonly url: string }>;

/** Runs the same suite on the embedded database and on a real server. */
export function eachDatabase(suite: (open: OpenDatabase) => void): void {
	describe('on the embedded database', () => {
		const { open, closeAll } = opener(openEmbedded);
		afterEach(closeAll);
		suite(open);
	});
	describe('on a real server', () => {
		let server: PostgresServer;
		beforeAll(async () => {
			server = await startPostgres();
		});
		afterAll(() => server.stop());
		const { open, closeAll } = opener((options) => openOnServer(server, options));
		afterEach(closeAll);
		suite(open);
	});
}

type Opened = Connection & { readonly url: string };

function opener(openOne: (options: OpenOptions) => Promise<Opened>) {
	const opened: Opened[] = [];
	return {
		open: async (options: OpenOptions = {}) => {
			const connection = await openOne(options);
			opened.push(connection);
			return connection;
		},
		closeAll: async () => {
			for (const connection of opened.splice(0)) await connection.close();
		},
	};
}

async function openEmbedded({ isEmpty = false }: OpenOptions): Promise<Opened> {
	const directory = await makeEmbeddedDirectory({ isUnmade: isEmpty });
	const server = await startEmbeddedDatabase({ dataDirectory: directory.path, inMemory: isEmpty });
	const connection = connect({ url: server.url, embedded: true });
	if (!isEmpty) await migrate(connection);
	return {
		...connection,
		url: server.url,
		close: async () => {
			await connection.close();
			await server.close();
			await directory.remove();
		},
	};
}

async function openOnServer(server: PostgresServer, options: OpenOptions): Promise<Opened> {
	const url = await server.createDatabase(options);
	return { ...connect({ url, embedded: false }), url };
}
