import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { LIMITS } from '../checks/limits.ts';
import { UnreadableFile } from './unreadable-file.ts';

const BATCH_CHARACTERS = 256 * 1024;

/**
 * CSV with a line of column names as JSONL, a record a line behind an empty one, so that rows are numbered as a spreadsheet
 * numbers them. Throws `UnreadableFile` at the first row that does not fit the columns.
 */
export async function* csvLines(
	head: Uint8Array,
	file: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	const parser = parse({
		bom: true,
		columns: true,
		delimiter: chooseDelimiter(head),
		skip_empty_lines: true,
		max_record_size: LIMITS.recordBytes,
	});
	const source = Readable.from(file);
	source.on('error', (error) => parser.destroy(error));
	const encoder = new TextEncoder();
	let lines = '\n';
	try {
		for await (const record of source.pipe(parser)) {
			lines += `${JSON.stringify(record)}\n`;
			if (lines.length < BATCH_CHARACTERS) continue;
			yield encoder.encode(lines);
			lines = '';
		}
	} catch (cause) {
		if (!isCsvError(cause)) throw cause;
		const message = `The file is CSV that cannot be read: ${cause.message}.`;
		throw new UnreadableFile({ reason: 'not-json', message });
	} finally {
		source.destroy();
		parser.destroy();
	}
	yield encoder.encode(lines);
}

function isCsvError(cause: unknown): cause is CsvError {
	return cause instanceof Error && 'code' in cause && /^CSV_/.test(String(cause.code));
}

/** The one that the line of column names has most of. */
function chooseDelimiter(head: Uint8Array): string {
	const [header = ''] = new TextDecoder().decode(head.subarray(0, 1_024)).split('\n');
	const count = (mark: string) => header.split(mark).length;
	return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
