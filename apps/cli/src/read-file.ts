import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { LIMITS, describeBytes } from '@codejoust/formats/checks/limits';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** A whole file, unpacked where gzip packed it; refused when it is larger than any file may be. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
	await requireFile(path);
	const bytes = new Uint8Array(await readFile(path));
	return isGzip(bytes) ? unpack(path, bytes) : bytes;
}

/** A file that is read while it is sent; a packed one is unpacked first. */
export async function openBlob(path: string): Promise<Blob> {
	await requireFile(path);
	const blob = await openAsBlob(path);
	const head = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
	return isGzip(head) ? new Blob([await readBytes(path)]) : blob;
}

function isGzip([first, second]: Uint8Array): boolean {
	return first === 0x1f && second === 0x8b;
}

function unpack(path: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	try {
		return new Uint8Array(gunzipSync(bytes, { maxOutputLength: LIMITS.fileBytes }));
	} catch (cause) {
		const isLarge = cause instanceof RangeError;
		const why = isLarge
			? `it has more than ${describeBytes(LIMITS.fileBytes)} when it is unpacked, which is the limit`
			: `gzip cannot unpack it (${cause instanceof Error ? cause.message : String(cause)})`;
		throw new UsageError(`${safeText(path)} cannot be read: ${why}.`);
	}
}

/** Refuses what is no file, or larger than any may be. */
export async function requireFile(path: string): Promise<void> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
		const reason =
			error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
		throw new UsageError(`${safeText(path)} cannot be read: ${reason}.`);
	});
	if (found.isDirectory())
		throw new UsageError(`${safeText(path)} is a folder; name a file in it.`);
	if (!found.isFile()) throw new UsageError(`${safeText(path)} is not a file.`);
	if (found.size > LIMITS.fileBytes)
		throw new UsageError(
			`${safeText(path)} has ${describeBytes(found.size)}; at most ${describeBytes(LIMITS.fileBytes)} are read.`,
		);
}
