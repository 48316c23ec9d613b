import { findCsvHeader, isFileStart, isParquet } from '../bytes/file-start.ts';
import { LIMITS, describeBytes } from '../checks/limits.ts';
import { csvLines, type TableOptions } from './csv-lines.ts';
import { UnreadableFile } from './unreadable-file.ts';

type Chunks = AsyncIterable<Uint8Array>;

/** Makes JSONL of a Parquet file: `parquetLinesHere`, or `parquetLinesApart` where the file is anybody's. */
export type ParquetReader = (file: Chunks) => Chunks;

/**
 * A file as readers of records take it, chunk by chunk: what gzip packed is unpacked, CSV and Parquet become JSONL; every
 * other file comes as it is. Nothing beyond the largest file is unpacked, at the memory of a few chunks; Parquet takes the
 * memory of the file and of a row group. Throws `UnreadableFile`.
 */
export async function* plainChunks(
	file: Chunks,
	readParquet: ParquetReader,
	options: TableOptions = {},
): AsyncGenerator<Uint8Array> {
	const { head, rest } = await splitHead(file);
	const readTable = (start: Uint8Array, chunks: Chunks): Chunks => {
		if (isParquet(start)) return bound(readParquet(chunks));
		const header = findCsvHeader(start, options.columns);
		return header ? bound(csvLines(header, chunks, options)) : chunks;
	};
	if (!isGzip(head)) return yield* readTable(head, rest);
	const unpacked = await splitHead(bound(unpack(rest)));
	yield* readTable(unpacked.head, unpacked.rest);
}

function isGzip([first, second]: Uint8Array): boolean {
	return first === 0x1f && second === 0x8b;
}

/** As much of a file as says what it is, and the whole file again. */
async function splitHead(file: Chunks): Promise<{ head: Uint8Array; rest: Chunks }> {
	const iterator = file[Symbol.asyncIterator]();
	let head = new Uint8Array();
	let isEnded = false;
	while (!isEnded && !isFileStart(head)) {
		const read = await iterator.next();
		isEnded = read.done === true;
		if (read.done === true) break;
		const joined = new Uint8Array(head.length + read.value.length);
		joined.set(head);
		joined.set(read.value, head.length);
		head = joined;
	}
	return { head, rest: continueFrom(head, iterator, isEnded) };
}

async function* continueFrom(
	head: Uint8Array,
	iterator: AsyncIterator<Uint8Array>,
	isEnded: boolean,
): AsyncGenerator<Uint8Array> {
	try {
		if (head.length > 0) yield head;
		if (isEnded) return;
		for (let read = await iterator.next(); read.done !== true; read = await iterator.next())
			yield read.value;
	} finally {
		await iterator.return?.();
	}
}

async function* unpack(packed: Chunks): AsyncGenerator<Uint8Array> {
	try {
		yield* asStream(packed).pipeThrough(new DecompressionStream('gzip'));
	} catch (cause) {
		if (!(cause instanceof TypeError) && !isZlibError(cause)) throw cause;
		const message = `The file cannot be unpacked: ${describeFault(cause.message)}.`;
		throw new UnreadableFile({ reason: 'compressed', message });
	}
}

/** The platform has no words for a stream that ends too early. */
function describeFault(words: string): string {
	return words === '' || words === 'unexpected end of file'
		? 'its gzip data end too early, so it seems truncated; send the whole file again'
		: `gzip says ${words}`;
}

function asStream(chunks: Chunks): ReadableStream<Uint8Array<ArrayBuffer>> {
	const iterator = chunks[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			const read = await iterator.next();
			if (read.done === true) controller.close();
			// Of a copy: the reader of a file may use its buffer again.
			else controller.enqueue(Uint8Array.from(read.value));
		},
		async cancel() {
			await iterator.return?.();
		},
	});
}

function isZlibError(cause: unknown): cause is Error {
	return cause instanceof Error && 'code' in cause && /^Z_/.test(String(cause.code));
}

/** Ends with the largest file: what a bomb holds beyond it is never unpacked. */
async function* bound(chunks: Chunks): AsyncGenerator<Uint8Array> {
	let bytes = 0;
	for await (const chunk of chunks) {
		bytes += chunk.length;
		if (bytes > LIMITS.fileBytes)
			throw new UnreadableFile({
				reason: 'file-too-large',
				message: `The file has more than ${describeBytes(LIMITS.fileBytes)} when it is unpacked, which is the limit.`,
			});
		yield chunk;
	}
}
