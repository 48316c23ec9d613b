import { open, readFile, rm } from 'node:fs/promises';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Keeps two processes from writing the same files: a file with the number of the process that holds it. One whose process has
 * ended is taken over. Resolves with what removes it.
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
	for (let tries = 0; tries < 3; tries++) {
		try {
			const file = await open(path, 'wx');
			try {
				await file.writeFile(`${process.pid}\n`);
			} finally {
				await file.close();
			}
			return () => rm(path, { force: true });
		} catch (error) {
			if (!(error instanceof Error && 'code' in error)) throw error;
			if (error.code !== 'EEXIST')
				throw new UsageError(`${safeText(path)} cannot be written: ${String(error.code)}.`);
		}
		const holder = Number((await readFile(path, 'utf8').catch(() => '')).trim());
		if (isAlive(holder)) break;
		await rm(path, { force: true });
	}
	throw new UsageError(
		`Another codejoust writes these answers (${safeText(path)}). Wait for its end; if there is none, remove that file.`,
	);
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid < 1 || pid === process.pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
