import { chmodSync, readdirSync, statSync } from 'node:fs';
import { DataDirectoryError } from './data-directory-error.ts';
import { SERVER_FILES } from './server-setup.ts';

const OTHERS = 0o077;
/** What this program keeps in its directory. */
const OURS = new Set(['postgres', 'postgres.unfinished', 'codejoust.pid', ...SERVER_FILES]);

/**
 * Takes a directory from everybody but its owner (mode 700). A directory with files of another program, and one of
 * another owner, keeps its mode and is refused: it may be one that others need. Windows has no such modes.
 * Throws DataDirectoryError.
 */
export function closeDirectory(directory: string): void {
	if (process.platform === 'win32') return;
	const mode = statSync(directory).mode & 0o7777;
	if ((mode & OTHERS) === 0) return;
	if (!readdirSync(directory).every((name) => OURS.has(name))) throw open(directory, mode);
	try {
		chmodSync(directory, 0o700);
	} catch (error) {
		throw open(directory, mode, error);
	}
}

function open(directory: string, mode: number, cause?: unknown): DataDirectoryError {
	return new DataDirectoryError({ kind: 'DataDirectoryOpen', directory, mode }, { cause });
}
