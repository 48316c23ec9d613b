import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HonoRequest } from 'hono';
import { decodeBody } from './decode-body.ts';

/** A body that was received whole and may be read again and again, of any size at the same memory. */
export type Spool = {
	readonly size: number;
	/** SHA-256 of its bytes. */
	readonly digest: string;
	/** Bytes from `start` to before `end`; a chunk is only good until the next one is asked for. */
	readonly read: (start?: number, end?: number) => AsyncGenerator<Uint8Array>;
	/** Call it once; nothing is left of the body afterwards. */
	readonly close: () => Promise<void>;
};

const MEMORY_BYTES = 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** Receives a body: a small one into memory, a large one into a file that no other program can open. */
export async function spoolBody(request: HonoRequest, limitBytes?: number): Promise<Spool> {
	const hash = createHash('sha256');
	const small: Uint8Array[] = [];
	let file: OpenFile | undefined;
	let size = 0;
	try {
		for await (const chunk of decodeBody(request, limitBytes)) {
			hash.update(chunk);
			size += chunk.byteLength;
			if (!file && size > MEMORY_BYTES) {
				file = await openNameless();
				for (const early of small.splice(0)) await file.handle.write(early);
			}
			if (file) await file.handle.write(chunk);
			else small.push(chunk);
		}
	} catch (error) {
		await file?.close();
		throw error;
	}
	const received = { size, digest: hash.digest('hex') };
	if (file) return { ...received, read: readFile(file.handle, size), close: file.close };
	return { ...received, read: readMemory(Buffer.concat(small)), close: async () => undefined };
}

/** Some bytes of a spool as one piece. */
export async function readPiece(spool: Spool, start: number, end: number): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const chunk of spool.read(start, end)) pieces.push(Buffer.from(chunk));
	return Buffer.concat(pieces);
}

function readMemory(bytes: Uint8Array): Spool['read'] {
	return async function* (start = 0, end = bytes.byteLength) {
		for (let at = start; at < end; at += CHUNK_BYTES)
			yield bytes.subarray(at, Math.min(end, at + CHUNK_BYTES));
	};
}

function readFile(handle: FileHandle, size: number): Spool['read'] {
	return async function* (start = 0, end = size) {
		const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(0, end - start)));
		for (let at = start; at < end;) {
			const length = Math.min(chunk.byteLength, end - at);
			const { bytesRead } = await handle.read(chunk, 0, length, at);
			if (bytesRead === 0) throw new Error('a spooled body lost its end');
			at += bytesRead;
			yield chunk.subarray(0, bytesRead);
		}
	};
}

type OpenFile = { readonly handle: FileHandle; readonly close: () => Promise<void> };

/** A file whose name is gone while it is in use, so that a killed process leaves none; Windows removes it at the end. */
async function openNameless(): Promise<OpenFile> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-upload-'));
	const handle = await open(join(folder, 'body'), 'wx+', 0o600);
	const remove = () => rm(folder, { recursive: true, force: true });
	if (process.platform !== 'win32') await remove();
	return {
		handle,
		close: async () => {
			await handle.close();
			await remove();
		},
	};
}
