import { openAsBlob } from 'node:fs';
import { type FieldMap, readFieldMap } from '@codejoust/formats/rows/field-map';
import { parquetLinesHere } from '@codejoust/formats/tables/parquet/parquet-here';
import { plainChunks } from '@codejoust/formats/tables/plain-chunks';
import { UnreadableFile } from '@codejoust/formats/tables/unreadable-file';
import { requireFile } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

export const MAP_WORDS =
	'other names of fields, by commas, such as response=completion,question_id=task.id';

/** A file of answers as the server's reader takes it: unpacked, CSV and Parquet as JSONL; every other file stays as it is. */
export async function readAnswers(path: string): Promise<Uint8Array<ArrayBuffer>> {
	await requireFile(path);
	const file = await openAsBlob(path);
	const chunks: Uint8Array[] = [];
	try {
		for await (const chunk of plainChunks(file.stream(), parquetLinesHere)) chunks.push(chunk);
	} catch (cause) {
		if (!(cause instanceof UnreadableFile)) throw cause;
		throw new UsageError(`${safeText(path)}: ${safeText(cause.message)}`);
	}
	return new Uint8Array(Buffer.concat(chunks));
}

/** `response=completion,question_id=task`, by commas. */
export function readMapOption(text: string): FieldMap {
	const read = readFieldMap(text);
	if (read.kind === 'read') return read.map;
	throw new UsageError(`--map cannot be used. ${read.says}`);
}
