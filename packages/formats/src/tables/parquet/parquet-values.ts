import type { ParquetParsers } from 'hyparquet';
import { UnreadableFile } from '../unreadable-file.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Texts as they are, and JSON as text; a text that is no UTF-8 refuses the file, as it does in JSONL. */
export const PARQUET_PARSERS: Partial<ParquetParsers> = {
	stringFromBytes: decode,
	jsonFromBytes: decode,
};

function decode(bytes: Uint8Array | undefined): string | undefined {
	if (bytes === undefined) return undefined;
	try {
		return decoder.decode(bytes);
	} catch {
		throw new UnreadableFile({
			reason: 'invalid-utf8',
			message: 'The file is Parquet with a text that is not UTF-8; write its texts as UTF-8.',
		});
	}
}

/**
 * A row as JSON. What is null is left out of objects, since a column has a place for every row; a whole number beyond 2^53
 * becomes text, a date becomes ISO 8601.
 */
export function rowAsJson(row: Readonly<Record<string, unknown>>): string {
	return JSON.stringify(row, asJson);
}

function asJson(this: unknown, _key: string, value: unknown): unknown {
	if (typeof value === 'bigint')
		return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (value instanceof Uint8Array) return undefined;
	if (ArrayBuffer.isView(value)) return undefined;
	if (value === null && !Array.isArray(this)) return undefined;
	return value;
}
