import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FileOverlap, FileOverlapReader } from '@codejoust/formats/texts/file-overlap';
import { createTextReader, type TextReader } from '@codejoust/formats/texts/text-reader';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

/** What became of a file. `bytes` and `sha256` are of the file as it is stored, packed or not. */
export type ScannedFile =
	| {
			readonly kind: 'compared';
			/** A benchmark of the server has questions in place of lines. */
			readonly of: 'file' | 'benchmark';
			/** Its name without folders. */
			readonly file: string;
			readonly bytes: number;
			readonly sha256: string;
			readonly seconds: number;
			readonly overlap: FileOverlap;
	  }
	/** It was not read; `says` is a whole sentence. */
	| { readonly kind: 'refused'; readonly file: string; readonly says: string };

export type ScanOptions = {
	readonly fields?: readonly string[];
	/** Bytes of the stored file that have been read. */
	readonly onProgress?: (bytes: number) => void;
};

const CHUNK_BYTES = 1024 * 1024;
const GZIP = [0x1f, 0x8b];

/** Packed forms that are not unpacked here, by their first bytes. */
const PACKED: readonly (readonly [string, readonly number[]])[] = [
	['zip', [0x50, 0x4b, 0x03, 0x04]],
	['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
	['bzip2', [0x42, 0x5a, 0x68]],
	['xz', [0xfd, 0x37, 0x7a, 0x58]],
];

export async function isThere(path: string): Promise<boolean> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
	return !(found instanceof Error) || found.code !== 'ENOENT';
}

/** Why a path is no file that can be read; undefined where it is one. */
export async function findFault(path: string): Promise<string | undefined> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
	if (found instanceof Error) {
		const why = found.code === 'ENOENT' ? 'there is no such file' : (found.code ?? found.message);
		return `${safeText(path)} cannot be read: ${why}.`;
	}
	if (found.isDirectory())
		return `${safeText(path)} is a folder: name the files in it, such as ${safeText(path.replace(/\/+$/, ''))}/*.jsonl.`;
	return found.isFile() ? undefined : `${safeText(path)} is not a file.`;
}

/** Streams a file through a reader of its texts; one packed with gzip is unpacked. Memory is bounded by one line. */
export async function scanFile(
	path: string,
	overlap: FileOverlapReader,
	options: ScanOptions = {},
): Promise<ScannedFile> {
	const begun = performance.now();
	const file = basename(path);
	const head = await readHead(path);
	const packed = PACKED.find(([, magic]) => startsWith(head, magic));
	if (packed !== undefined)
		return {
			kind: 'refused',
			file,
			says: `${safeText(file)} is packed with ${packed[0]}: unpack it, or pack it with gzip.`,
		};
	const hash = createHash('sha256');
	let bytes = 0;
	const chunks = openChunks(path, startsWith(head, GZIP), (stored) => {
		hash.update(stored);
		bytes += stored.length;
		options.onProgress?.(bytes);
	});
	const refusal = await readChunks(path, chunks, createTextReader(options), overlap);
	if (refusal !== undefined)
		return { kind: 'refused', file, says: `${safeText(file)}: ${safeText(refusal)}` };
	const seconds = (performance.now() - begun) / 1_000;
	return {
		kind: 'compared',
		of: 'file',
		file,
		bytes,
		sha256: hash.digest('hex'),
		seconds,
		overlap: overlap.finish(),
	};
}

async function readHead(path: string): Promise<Uint8Array> {
	const file = await open(path).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${safeText(path)} cannot be read: ${error.code ?? error.message}.`);
	});
	try {
		const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(4), position: 0 });
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
	return magic.every((byte, at) => head[at] === byte);
}

function openChunks(
	path: string,
	isGzip: boolean,
	onStored: (chunk: Buffer) => void,
): AsyncIterable<Buffer> {
	const stored = createReadStream(path, { highWaterMark: CHUNK_BYTES });
	const meter = new Transform({
		highWaterMark: CHUNK_BYTES,
		transform(chunk: Buffer, _, done) {
			onStored(chunk);
			done(null, chunk);
		},
	});
	// An error of any of them ends the reading of the last one with it.
	const isSaid = () => undefined;
	return isGzip
		? pipeline(stored, meter, createGunzip({ chunkSize: CHUNK_BYTES }), isSaid)
		: pipeline(stored, meter, isSaid);
}

/** Why the file is not one of texts; undefined where it is. */
async function readChunks(
	path: string,
	chunks: AsyncIterable<Buffer>,
	reader: TextReader,
	overlap: FileOverlapReader,
): Promise<string | undefined> {
	let rows = 0;
	const take = (found: ReturnType<TextReader['push']>) => {
		for (const row of found) {
			rows += 1;
			overlap.add(row);
		}
	};
	try {
		for await (const chunk of chunks) {
			take(reader.push(chunk));
			if (reader.refusal() !== undefined) return reader.refusal();
		}
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new UsageError(`${safeText(path)} cannot be read to its end: ${safeText(why)}.`);
	}
	take(reader.end());
	return reader.refusal() ?? (rows === 0 ? 'the file holds no records.' : undefined);
}
