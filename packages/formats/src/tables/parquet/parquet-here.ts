import { gatherFile } from './gather-file.ts';
import { parquetLines } from './parquet-lines.ts';

/** A Parquet file as JSONL, in this thread: for a person's own file. Throws `UnreadableFile`. */
export async function* parquetLinesHere(
	file: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	yield* parquetLines(await gatherFile(file));
}
