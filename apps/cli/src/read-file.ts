import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { LIMITS, describeBytes } from '@codejoust/formats/checks/limits';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** A whole file, refused before it is read when it is larger than any file may be. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
	await requireFile(path);
	return new Uint8Array(await readFile(path));
}

/** A file that is read while it is sent. */
export async function openBlob(path: string): Promise<Blob> {
	await requireFile(path);
	return openAsBlob(path);
}

async function requireFile(path: string): Promise<void> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
		const reason =
			error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
		throw new UsageError(`${safeText(path)} cannot be read: ${reason}.`);
	});
	if (!found.isFile()) throw new UsageError(`${safeText(path)} is not a file.`);
	if (found.size > LIMITS.fileBytes)
		throw new UsageError(
			`${safeText(path)} has ${describeBytes(found.size)}; at most ${describeBytes(LIMITS.fileBytes)} are read.`,
		);
}
