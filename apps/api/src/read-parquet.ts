import { ParquetBusy } from '@codejoust/formats/tables/parquet/parquet-busy';
import { parquetLinesApart } from '@codejoust/formats/tables/parquet/parquet-thread';
import { Refusal } from './refusal.ts';

/** A Parquet file as JSONL, in a thread of its own; refused with `not-ready` where others take too long. */
export async function* readParquet(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* parquetLinesApart(file);
	} catch (cause) {
		if (!(cause instanceof ParquetBusy)) throw cause;
		const { message, retryAfterSeconds } = cause;
		throw new Refusal('not-ready', message, [], 0, { retryAfterSeconds });
	}
}
