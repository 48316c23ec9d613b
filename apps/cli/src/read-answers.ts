import { isCsv } from '@codejoust/formats/bytes/file-start';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { type FieldMap, readFieldMap } from '@codejoust/formats/rows/field-map';
import { type CsvError, parse } from 'csv-parse/sync';
import { readBytes } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

export const MAP_WORDS =
	'other names of fields, by commas, such as response=completion,question_id=task';

type Fields = Readonly<Record<string, unknown>>;

/** A file of answers as the server's reader takes it: CSV becomes JSONL; every other file stays as it is. */
export async function readAnswers(path: string): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = await readBytes(path);
	return isCsv(bytes) ? writeLines(readCsv(path, bytes)) : bytes;
}

/** `response=completion,question_id=task`, by commas. */
export function readMapOption(text: string): FieldMap {
	const read = readFieldMap(text);
	if (read.kind === 'read') return read.map;
	throw new UsageError(`--map cannot be used. ${read.says}`);
}

function readCsv(path: string, bytes: Uint8Array): readonly Fields[] {
	const delimiter = chooseDelimiter(bytes);
	try {
		return parse(Buffer.from(bytes), {
			bom: true,
			columns: true,
			delimiter,
			skip_empty_lines: true,
			max_record_size: LIMITS.recordBytes,
		});
	} catch (cause) {
		const why = cause instanceof Error ? (cause as CsvError).message : String(cause);
		throw new UsageError(`${safeText(path)} is not CSV that can be read: ${safeText(why)}.`);
	}
}

/** The one that the line of column names has most of. */
function chooseDelimiter(bytes: Uint8Array): string {
	const [header = ''] = new TextDecoder().decode(bytes.subarray(0, 1_024)).split('\n');
	const count = (mark: string) => header.split(mark).length;
	return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function writeLines(records: readonly Fields[]): Uint8Array<ArrayBuffer> {
	const lines = records.map((record) => `${JSON.stringify(record)}\n`);
	return new TextEncoder().encode(lines.join(''));
}
