import { gatherFile } from './gather-file.ts';

/**
 * A Parquet file as JSONL, in this thread: for a person's own file. The reader is loaded with the first such file. Throws
 * `UnreadableFile`.
 */
export async function* parquetLinesHere(
	file: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	const { parquetLines } = await import('./parquet-lines.ts');
	yield* parquetLines(await gatherFile(file));
}
