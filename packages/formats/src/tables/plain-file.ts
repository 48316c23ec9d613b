import type { TableOptions } from './csv-lines.ts';
import { type ParquetReader, plainChunks } from './plain-chunks.ts';

/** A whole file as `plainChunks` gives it: unpacked, a table as JSONL. Throws `UnreadableFile`. */
export async function plainFile(
	file: AsyncIterable<Uint8Array>,
	readParquet: ParquetReader,
	options: TableOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of plainChunks(file, readParquet, options)) {
		chunks.push(chunk);
		size += chunk.length;
	}
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}
