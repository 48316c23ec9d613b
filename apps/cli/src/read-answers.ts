import { isCsv } from '@codejoust/formats/bytes/file-start';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { readRows } from '@codejoust/formats/rows/decode';
import { type CsvError, parse } from 'csv-parse/sync';
import { readBytes } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** Our name of a field → its name in the file. */
export type FieldMap = ReadonlyMap<string, string>;

export const MAP_WORDS =
	'other names of fields, by commas, such as response=completion,question_id=task';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A file of answers as the server takes it. CSV, and a file whose fields are mapped, become JSONL; every other file stays as
 * it is, for the server's reader to check.
 */
export async function readAnswers(
	path: string,
	map: FieldMap | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = await readBytes(path);
	if (isCsv(bytes)) return writeLines(readCsv(path, bytes), map);
	return map === undefined ? bytes : writeLines(readObjects(path, bytes), map);
}

/** `response=completion,question_id=task`, by commas. */
export function readFieldMap(text: string): FieldMap {
	const pairs = text.split(',').map((pair) => pair.split('=').map((name) => name.trim()));
	const wrong = pairs.filter(([ours, theirs, ...rest]) => !ours || !theirs || rest.length > 0);
	if (wrong.length > 0)
		throw new UsageError(
			`--map has no pair ${wrong.map((pair) => safeText(JSON.stringify(pair.join('=')))).join(', ')}: write OURS=THEIRS, such as response=completion.`,
		);
	const map = new Map(pairs.map(([ours = '', theirs = '']) => [ours, theirs]));
	if (map.size < pairs.length) throw new UsageError('--map names a field of ours twice.');
	return map;
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

function readObjects(path: string, bytes: Uint8Array): readonly Fields[] {
	const rows = [...readRows(bytes)];
	const problems = rows.flatMap((row) => (row.kind === 'problem' ? [row.problem.message] : []));
	if (problems.length === 0)
		return rows.flatMap((row) => (row.kind === 'record' ? [row.record] : []));
	throw new UsageError(
		[`The fields of ${safeText(path)} cannot be mapped:`, ...problems.slice(0, 20)].join('\n  '),
	);
}

/** A record that has our name of a field already keeps it where it lacks theirs. */
function writeLines(
	records: readonly Fields[],
	map: FieldMap = new Map(),
): Uint8Array<ArrayBuffer> {
	const lines = records.map((record) => {
		const mapped = [...map].flatMap(([ours, theirs]) =>
			Object.hasOwn(record, theirs) ? [[ours, record[theirs]] as const] : [],
		);
		return `${JSON.stringify({ ...record, ...Object.fromEntries(mapped) })}\n`;
	});
	return new TextEncoder().encode(lines.join(''));
}
