import zlib from 'node:zlib';
import { type Compressors, snappyUncompress } from 'hyparquet';
import { refuseParquet } from './parquet-fault.ts';

/**
 * What unpacks the pages of a Parquet file, by the name of the method. Each takes the size that the page's header names, which
 * has been compared with the limit, and never gives more.
 */
export const PARQUET_CODECS: Compressors = {
	SNAPPY(input, size) {
		const output = new Uint8Array(size);
		snappyUncompress(input, output);
		return output;
	},
	GZIP: (input, size) => zlib.gunzipSync(input, { maxOutputLength: Math.max(1, size) }),
	BROTLI: (input, size) => zlib.brotliDecompressSync(input, { maxOutputLength: Math.max(1, size) }),
	ZSTD: (input, size) => unpackZstd(input, size),
};

/** Node has it since 22.15; the command line runs on older versions too. */
function unpackZstd(input: Uint8Array, size: number): Uint8Array {
	if (typeof zlib.zstdDecompressSync !== 'function')
		throw refuseParquet(
			'packed with zstd, which Node unpacks from version 22.15 on; use a newer Node, or write the file with snappy',
		);
	return zlib.zstdDecompressSync(input, { maxOutputLength: Math.max(1, size) });
}
