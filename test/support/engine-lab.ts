import { type CodejoustProcess, startCodejoustProcess, untilIdle } from './codejoust-process.ts';
import { makeEmbeddedDirectory } from './embedded-directory.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { startControlledStub, type StubControl } from './stub-control.ts';

export type Place = ServerOptions['data'];
type ServerOptions = Parameters<typeof startCodejoustProcess>[0];

/** Everything that an experiment with the judging engine needs, each in processes of its own. */
export type EngineLab = {
	readonly postgres: PostgresServer;
	/** A new judge; its flags are the stub's. */
	stub(flags?: readonly string[]): Promise<StubControl>;
	/** A new, empty database; `unmade` is a directory without one. */
	place(kind: 'postgres' | 'embedded' | 'unmade'): Promise<Place>;
	/** A server on it, once it is idle. */
	server(
		data: Place,
		judge: Pick<StubControl, 'baseUrl'>,
		env?: Readonly<Record<string, string>>,
	): Promise<CodejoustProcess>;
	/** A server on a database in use; it goes to work at once. */
	restart: EngineLab['server'];
	/** Ends whatever is left. */
	close(): Promise<void>;
};

/** @param settings of the Postgres server, beside ours */
export async function openLab(settings: readonly string[] = []): Promise<EngineLab> {
	const postgres = await startPostgres({ mustBeOurs: true, isDurable: true, settings });
	const closers: (() => Promise<unknown>)[] = [() => postgres.stop()];
	const start: EngineLab['server'] = async (data, { baseUrl }, env = {}) => {
		const server = await startCodejoustProcess({ data, judgeBaseUrl: baseUrl, env });
		closers.push(server.kill);
		return server;
	};
	return {
		postgres,
		stub: async (flags) => {
			const stub = await startControlledStub(flags);
			closers.push(stub.stop);
			return stub;
		},
		place: async (kind) => {
			if (kind === 'postgres') return { databaseUrl: await postgres.createDatabase() };
			const directory = await makeEmbeddedDirectory({ isUnmade: kind === 'unmade' });
			closers.push(directory.remove);
			return { directory: directory.path };
		},
		server: async (...args) => {
			const server = await start(...args);
			if (args[2]?.['CODEJOUST_ROLE'] !== 'worker') await untilIdle(server);
			return server;
		},
		restart: start,
		close: async () => {
			for (const close of closers.splice(0).reverse()) await close();
		},
	};
}
