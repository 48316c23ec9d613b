import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVER_DATA } from './server-setup.ts';

/**
 * The address of the server that a process has started on a data directory; undefined where none runs there, or where the
 * directory's engine is PGlite, which nobody but its process can reach. Whoever may read the directory may read its password.
 */
export function findRunningServer(dataDirectory: string): string | undefined {
	const path = join(resolve(dataDirectory), SERVER_DATA);
	const pidFile = join(path, 'postmaster.pid');
	if (!existsSync(pidFile) || !existsSync(`${path}.password`)) return undefined;
	// Its lines: the process, the directory, the start, the port, …
	const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
	if (!isAlive(Number(pid)) || !/^\d+$/.test(port ?? '')) return undefined;
	const password = readFileSync(`${path}.password`, 'utf8').trim();
	return `postgres://postgres:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

function isAlive(pid: number): boolean {
	try {
		return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
	} catch (error) {
		// It is another user's, and there.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
