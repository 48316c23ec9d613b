import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { closeDirectory } from './close-directory.ts';
import { DataDirectoryError } from './data-directory-error.ts';

export interface DirectoryLock {
	release(): Promise<void>;
}

const PID_FILE = 'codejoust.pid';

/**
 * Takes the one exclusive lock of a data directory, creating the directory where needed and
 * closing it to other users.
 * On Linux the lock is an abstract socket named after the directory's inode: the kernel frees it
 * whatever way the process ends, and two paths to one directory share it. It is seen only within
 * one network namespace, so containers that share a volume are not kept apart. Elsewhere it is a
 * file that holds the owner's pid.
 * Throws DataDirectoryError.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
	const path = resolve(directory);
	const pidFile = join(path, PID_FILE);
	return asUnwritable(path, async () => {
		mkdirSync(path, { recursive: true, mode: 0o700 });
		closeDirectory(path);
		if (process.platform !== 'linux') {
			claimPidFile(path, pidFile);
			return {
				release: async () => {
					rmSync(pidFile, { force: true });
				},
			};
		}
		const server = await claimAbstractSocket(path, pidFile);
		try {
			writeFileSync(pidFile, String(process.pid));
		} catch (error) {
			await closeServer(server);
			throw error;
		}
		return {
			release: async () => {
				rmSync(pidFile, { force: true });
				await closeServer(server);
			},
		};
	});
}

async function claimAbstractSocket(path: string, pidFile: string): Promise<Server> {
	const { dev, ino } = statSync(path);
	const server = createServer((socket) => socket.destroy());
	try {
		await new Promise<void>((done, fail) => {
			server.once('error', fail);
			server.listen(`\0codejoust-${dev}-${ino}`, done);
		});
	} catch (error) {
		if (errorCode(error) === 'EADDRINUSE') throw inUse(path, pidFile);
		throw error;
	}
	return server.unref();
}

function claimPidFile(path: string, pidFile: string): void {
	for (const isLastTry of [false, true]) {
		try {
			writeFileSync(pidFile, String(process.pid), { flag: 'wx' });
			return;
		} catch (error) {
			if (errorCode(error) !== 'EEXIST') throw error;
			const pid = readPid(pidFile);
			if (isLastTry || (pid !== undefined && isRunning(pid))) throw inUse(path, pidFile);
			rmSync(pidFile, { force: true });
		}
	}
}

function inUse(directory: string, pidFile: string): DataDirectoryError {
	const pid = readPid(pidFile);
	return new DataDirectoryError({
		kind: 'DataDirectoryInUse',
		directory,
		...(pid === undefined ? {} : { pid }),
	});
}

function readPid(pidFile: string): number | undefined {
	try {
		const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
		return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
	} catch {
		return undefined;
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errorCode(error) === 'EPERM';
	}
}

async function asUnwritable<T>(directory: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const code = errorCode(error);
		if (error instanceof DataDirectoryError || code === undefined) throw error;
		throw new DataDirectoryError(
			{ kind: 'DataDirectoryUnwritable', directory, code },
			{ cause: error },
		);
	}
}

function errorCode(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: undefined;
}

function closeServer(server: Server): Promise<void> {
	return new Promise((done) => server.close(() => done()));
}
