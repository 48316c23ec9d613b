import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerSetup } from './server-setup.ts';

/** A running Postgres server of ours. */
export type DatabaseServer = {
	readonly port: number;
	/** Writes everything and ends the server. Safe to call twice. */
	stop(): Promise<void>;
};

/**
 * Small for one server of ours beside it; the connections are those of one process. No kernel of a container has to give
 * shared memory files, and nobody but us can connect.
 */
const SETTINGS: Readonly<Record<string, string>> = {
	listen_addresses: '127.0.0.1',
	unix_socket_directories: '',
	max_connections: '40',
	shared_buffers: '32MB',
	dynamic_shared_memory_type: 'mmap',
	io_method: 'sync',
	max_logical_replication_workers: '0',
	max_parallel_workers_per_gather: '0',
	min_wal_size: '32MB',
	max_wal_size: '256MB',
	jit: 'off',
	timezone: 'UTC',
	lc_messages: 'C',
};

/**
 * Becomes the server, beside a watcher that ends it once our end of its input closes: even kill -9 of this process closes it.
 * SIGQUIT ends it at once; what was committed is there at the next start.
 */
const END_WITH_PARENT =
	'exec 3<&0; (cat <&3 >/dev/null; kill -QUIT $$) 2>/dev/null & exec "$@" 3<&- </dev/null';

/** The last lines that a server said, for the error that ends it. */
const KEPT_LINES = 20;
/** A server whose process was killed ends within moments; the next one waits for it as long. */
const WAIT_FOR_LAST_MS = 15_000;
const CLEAN_STOP_MS = 20_000;
/** A server that ends by itself is started again this often within the time; then the process ends. */
const RESTARTS = { most: 5, withinMs: 10 * 60_000 };

/**
 * Starts the server on a free port of loopback, in a session of its own: a signal to this process' group is not one to it.
 * A server that ends although nobody stopped it is started again on its port.
 *
 * @throws what the server said where it does not start
 */
export async function startDatabaseServer(setup: ServerSetup): Promise<DatabaseServer> {
	const port = await findFreePort();
	let isStopping = false;
	let current = await startOnceFree(setup, port);
	let restart: Promise<void> = Promise.resolve();
	const ends: number[] = [];
	const watch = (child: RunningServer) => {
		child.process.once('exit', () => {
			if (isStopping) return;
			ends.push(Date.now());
			const recent = ends.filter((at) => Date.now() - at < RESTARTS.withinMs);
			if (recent.length > RESTARTS.most) throw ended(child);
			restart = startOnceFree(setup, port).then(
				(next) => {
					current = next;
					watch(next);
				},
				(error: unknown) => endProcess(error),
			);
		});
	};
	watch(current);
	return {
		port,
		stop: async () => {
			isStopping = true;
			// Until the end of a restart, two servers can be there; whoever stops may remove the directory next.
			await restart;
			await end(current.process);
		},
	};
}

type RunningServer = { readonly process: ChildProcess; readonly lines: readonly string[] };

/** A server that a killed process left behind may take a moment to end. */
async function startOnceFree(setup: ServerSetup, port: number): Promise<RunningServer> {
	const deadline = Date.now() + WAIT_FOR_LAST_MS;
	for (;;) {
		const server = await startServer(setup, port);
		if (server.isReady) return server;
		const isHeld = server.lines.some((line) => line.includes('lock file "postmaster.pid"'));
		if (!isHeld || Date.now() > deadline) throw ended(server);
		await sleep(200);
	}
}

async function startServer(
	{ program, directory, environment }: ServerSetup,
	port: number,
): Promise<RunningServer & { readonly isReady: boolean }> {
	const settings = Object.entries({ ...SETTINGS, port: String(port) });
	const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const command = [...program('postgres'), '-D', directory, ...flags];
	const server = spawn('/bin/sh', ['-c', END_WITH_PARENT, 'sh', ...command], {
		cwd: directory,
		env: environment,
		stdio: ['pipe', 'ignore', 'pipe'],
		detached: true,
	});
	// Its end is told by "exit"; a pipe to what has ended is no second error.
	server.stdin.on('error', () => undefined);
	server.once('exit', () => server.stdin.destroy());
	const lines: string[] = [];
	const isReady = await new Promise<boolean>((done, fail) => {
		createInterface(server.stderr).on('line', (line) => {
			lines.push(line);
			if (lines.length > KEPT_LINES) lines.shift();
			if (line.includes('ready to accept connections')) done(true);
		});
		server.once('error', fail);
		server.once('exit', () => done(false));
	});
	return { process: server, lines, isReady };
}

async function end(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	const exited = once(server, 'exit');
	server.kill('SIGINT');
	const isLate = setTimeout(() => server.kill('SIGQUIT'), CLEAN_STOP_MS);
	await exited;
	clearTimeout(isLate);
}

function ended({ lines }: RunningServer): Error {
	return new Error(`the embedded Postgres does not run:\n${lines.join('\n')}`);
}

/** As an error in a thread of ours would: the next start takes up what is stored. */
function endProcess(error: unknown): void {
	setImmediate(() => {
		throw error;
	});
}

async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	return address.port;
}
