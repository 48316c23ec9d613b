import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { connect } from '@codejoust/db/connect';
import { migrate } from '@codejoust/db/migrate';
import { type BinariesSource, findPostgresBinaries } from './postgres-binaries.ts';
import { killProcesses, listServerProcesses } from './server-processes.ts';

export interface PostgresServer {
	/** The server's own database; tests ask for one of theirs with createDatabase. */
	readonly url: string;
	/** A fresh database, migrated unless told otherwise; dropped when the server stops. */
	createDatabase(options?: { readonly isEmpty?: boolean }): Promise<string>;
	/** Ends every process of the server at once, as a crash would. Only a server of ours. */
	kill(): Promise<void>;
	/** The same by kill -9 of each process, which leaves nobody to say goodbye to the clients. Only a server of ours. */
	killHard(): Promise<void>;
	/** Starts it again on the same port and data, recovering after a kill. Only a server of ours. */
	restart(): Promise<void>;
	/** A copy that follows it and answers reads, on a port of its own. Only of a server of ours. */
	startReplica(): Promise<{ readonly url: string; stop(): Promise<void> }>;
	stop(): Promise<void>;
}

export interface StartPostgresOptions {
	/** Never TEST_DATABASE_URL, which is not ours to kill. */
	readonly mustBeOurs?: boolean;
	readonly source?: BinariesSource;
	/** Acknowledged writes survive a power loss; slower. */
	readonly isDurable?: boolean;
	/** Settings of the server beside ours, as in `shared_preload_libraries=pg_stat_statements`. */
	readonly settings?: readonly string[];
}

/** Becomes the command, beside a watcher that ends it once our end of its input closes: even kill -9 closes it. */
const END_WITH_PARENT =
	'exec 3<&0; (cat <&3 >/dev/null; kill -QUIT $$) 2>/dev/null & exec "$@" 3<&- </dev/null';

interface User {
	readonly uid: number;
	readonly gid: number;
}

/**
 * A real Postgres on loopback: TEST_DATABASE_URL, else the system's binaries, else the
 * one that npm brings. Postgres refuses to run as root and initdb wants to read the
 * folder that it stands in, so root runs it as another user in a folder of that user's under /tmp.
 */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<PostgresServer> {
	const given = process.env['TEST_DATABASE_URL'];
	if (given && !options.mustBeOurs) return useGivenServer(given);
	const isRoot = process.getuid?.() === 0;
	const folder = mkdtempSync(join(isRoot ? '/tmp' : tmpdir(), 'codejoust-postgres-'));
	const user = isRoot ? findUser(['postgres', 'nobody']) : undefined;
	if (user !== undefined) {
		chownSync(folder, user.uid, user.gid);
		chmodSync(folder, 0o755);
	}
	return startOwnServer(folder, user, options);
}

function useGivenServer(url: string): PostgresServer {
	const databases = databaseMaker(url, process.env['TEST_DATABASE_TEMPLATE']);
	const refuse = () => Promise.reject(new Error('TEST_DATABASE_URL is not ours to kill'));
	return {
		url,
		createDatabase: databases.create,
		kill: refuse,
		killHard: refuse,
		restart: refuse,
		startReplica: refuse,
		stop: databases.dropAll,
	};
}

async function startOwnServer(
	folder: string,
	user: User | undefined,
	{ source, isDurable = false, settings: more = [] }: StartPostgresOptions,
): Promise<PostgresServer> {
	const bin = findPostgresBinaries(folder, source);
	const data = join(folder, 'data');
	const asUser = { cwd: folder, ...user, env: { ...process.env, LC_ALL: 'C' } };
	execFileSync(
		join(bin, 'initdb'),
		['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
		{ ...asUser, stdio: ['ignore', 'ignore', 'inherit'] },
	);
	const port = await findFreePort();
	const settings = [
		'listen_addresses=127.0.0.1',
		'unix_socket_directories=',
		'max_connections=200',
		`fsync=${isDurable ? 'on' : 'off'}`,
		...more,
	];
	const start = async (folderOfData = data, ownPort = port) => {
		const flags = [...settings, `port=${ownPort}`].flatMap((setting) => ['-c', setting]);
		const command = [join(bin, 'postgres'), '-D', folderOfData, ...flags];
		const server = spawn('sh', ['-c', END_WITH_PARENT, 'sh', ...command], {
			...asUser,
			stdio: ['pipe', 'ignore', 'pipe'],
		});
		server.once('exit', () => server.stdin.destroy());
		await waitUntilReady(server);
		return server;
	};
	let server = await start();
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	const kill = () => end(server, 'SIGQUIT');
	return {
		url,
		createDatabase: databaseMaker(url).create,
		kill,
		killHard: async () => {
			const pids = await listServerProcesses(url);
			const ended = end(server, 'SIGKILL');
			await killProcesses(pids);
			await ended;
		},
		restart: async () => {
			await kill();
			server = await start();
		},
		startReplica: async () => {
			const copy = join(folder, 'replica');
			const backup = ['-d', url, '-D', copy, '-R', '-X', 'stream', '-c', 'fast'];
			execFileSync(join(bin, 'pg_basebackup'), backup, { ...asUser, stdio: 'ignore' });
			const replicaPort = await findFreePort();
			const replica = await start(copy, replicaPort);
			return {
				url: `postgres://postgres@127.0.0.1:${replicaPort}/postgres`,
				stop: () => end(replica, 'SIGQUIT'),
			};
		},
		stop: async () => {
			await kill();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** SIGQUIT is Postgres' immediate shutdown: no checkpoint, no goodbye, recovery at the next start. */
async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	const exited = once(server, 'exit');
	server.kill(signal);
	await exited;
}

async function waitUntilReady(server: ChildProcess): Promise<void> {
	if (server.stderr === null) throw new Error('the server has no log');
	const log: string[] = [];
	const lines = createInterface(server.stderr);
	await new Promise<void>((ready, fail) => {
		lines.on('line', (line) => {
			log.push(line);
			if (/ready to accept (read-only )?connections/.test(line)) ready();
		});
		server.once('error', fail);
		server.once('exit', () => fail(new Error(`postgres did not start:\n${log.join('\n')}`)));
	});
	// Read on, or the server would block on a full pipe.
	lines.removeAllListeners('line').on('line', () => undefined);
}

/** @param shared a migrated database of the server that nobody is connected to; without it the first call makes one */
function databaseMaker(url: string, shared?: string) {
	const names: string[] = [];
	let template = shared === undefined ? undefined : Promise.resolve(shared);
	const run = async (statement: string) => {
		const sql = postgres(url, { max: 1, onnotice: () => undefined });
		try {
			await sql.unsafe(statement);
		} finally {
			await sql.end();
		}
	};
	const create = async (origin: string) => {
		const name = `codejoust_test_${randomBytes(6).toString('hex')}`;
		await run(`create database ${name} template ${origin}`);
		names.push(name);
		return name;
	};
	const createTemplate = async () => {
		const name = await create('template0');
		const connection = connect({
			url: withDatabase(url, name),
			embedded: false,
			maxConnections: 1,
		});
		try {
			await migrate(connection);
		} finally {
			await connection.close();
		}
		return name;
	};
	return {
		create: async ({ isEmpty = false }: { readonly isEmpty?: boolean } = {}) => {
			const origin = isEmpty ? 'template0' : await (template ??= createTemplate());
			return withDatabase(url, await create(origin));
		},
		dropAll: async () => {
			for (const name of names) await run(`drop database if exists ${name} with (force)`);
		},
	};
}

export function withDatabase(url: string, name: string): string {
	const changed = new URL(url);
	changed.pathname = `/${name}`;
	return changed.href;
}

function findUser(names: readonly string[]): User {
	const rows = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	for (const name of names) {
		const row = rows.find(([candidate]) => candidate === name);
		if (row !== undefined) return { uid: Number(row[2]), gid: Number(row[3]) };
	}
	throw new Error(`no user to run Postgres as: looked for ${names.join(', ')} in /etc/passwd`);
}

export async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port given');
	return address.port;
}
