import { openAsBlob } from 'node:fs';
import { type FieldMap, readFieldMap } from '@codejoust/formats/rows/field-map';
import type { TableOptions } from '@codejoust/formats/tables/csv-lines';
import { parquetLinesHere } from '@codejoust/formats/tables/parquet/parquet-here';
import { plainFile } from '@codejoust/formats/tables/plain-file';
import { UnreadableFile } from '@codejoust/formats/tables/unreadable-file';
import { requireFile } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

export const MAP_WORDS =
	'other names of fields, by commas, such as response=completion,question_id=task.id';

/** A file of answers as the server's reader takes it: unpacked, CSV and Parquet as JSONL; every other file stays as it is. */
export function readAnswers(path: string): Promise<Uint8Array<ArrayBuffer>> {
	return readTable(path);
}

/** The same of any file of records. */
export async function readTable(
	path: string,
	options: TableOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
	await requireFile(path);
	const file = await openAsBlob(path);
	try {
		return await plainFile(file.stream(), parquetLinesHere, options);
	} catch (cause) {
		if (!(cause instanceof UnreadableFile)) throw cause;
		throw new UsageError(`${safeText(path)}: ${safeText(cause.message)}`);
	}
}

/** `response=completion,question_id=task`, by commas. */
export function readMapOption(text: string): FieldMap {
	const read = readFieldMap(text);
	if (read.kind === 'read') return read.map;
	throw new UsageError(`--map cannot be used. ${read.says}`);
}
