import { type CsvError, type Parser, parse } from 'csv-parse';
import { quoteValue } from '@codejoust/arena/text/printable';
import type { CsvHeader } from '../bytes/csv-header.ts';
import { LIMITS } from '../checks/limits.ts';
import { UnreadableFile } from './unreadable-file.ts';

const BATCH_CHARACTERS = 256 * 1024;

/** What the rows of a table are. */
export type TableOptions = {
	/** Cells without a text are absent fields. Of answers they are empty answers, so that it is not the default. */
	readonly hasEmptyCellsDropped?: boolean;
	/** Columns whose cells are lists: texts with `;`, `,` or `|` between them, or a list as JSON or Python write it. */
	readonly lists?: readonly string[];
	/** Names of columns, besides those that everybody uses, by which a table is known. */
	readonly columns?: readonly string[];
};

/**
 * CSV with a line of column names as JSONL, a record a line behind an empty one, so that rows are numbered as a spreadsheet
 * numbers them. Throws `UnreadableFile` at the first row that does not fit the columns.
 */
export async function* csvLines(
	{ delimiter, skippedLines }: CsvHeader,
	file: AsyncIterable<Uint8Array>,
	options: TableOptions = {},
): AsyncGenerator<Uint8Array> {
	const parser = parse({
		bom: true,
		columns: nameColumns,
		delimiter,
		from_line: 1 + skippedLines,
		skip_empty_lines: true,
		// Spreadsheets end with rows of nothing but separators.
		skip_records_with_empty_values: true,
		max_record_size: LIMITS.recordBytes,
	});
	const readCell = createCellReader(options);
	const feeding = feed(parser, file);
	const encoder = new TextEncoder();
	let lines = '\n'.repeat(1 + skippedLines);
	try {
		for await (const record of parser) {
			lines += `${JSON.stringify(record, readCell)}\n`;
			if (lines.length < BATCH_CHARACTERS) continue;
			yield encoder.encode(lines);
			lines = '';
		}
	} catch (cause) {
		if (cause instanceof UnreadableFile || !isCsvError(cause)) throw cause;
		const message = `The file is CSV that cannot be read: ${cause.message}.`;
		throw new UnreadableFile({ reason: 'not-json', message });
	} finally {
		parser.destroy();
		await feeding;
	}
	yield encoder.encode(lines);
}

/** Hands the file to the parser as fast as its records are read; what fails of the file fails the parser. */
async function feed(parser: Parser, file: AsyncIterable<Uint8Array>): Promise<void> {
	try {
		for await (const chunk of file) {
			if (parser.destroyed) return;
			if (!parser.write(chunk)) await untilReady(parser);
		}
		parser.end();
	} catch (cause) {
		parser.destroy(cause instanceof Error ? cause : new Error(String(cause)));
	}
}

function untilReady(parser: Parser): Promise<void> {
	return new Promise((resolve) => {
		const settle = () => {
			parser.off('drain', settle);
			parser.off('close', settle);
			resolve();
		};
		parser.on('drain', settle);
		parser.on('close', settle);
	});
}

/** Columns without a name are left out; of two with one name a value would be lost. */
function nameColumns(header: readonly string[]): (string | false)[] {
	const names = header.map((name) => name.trim());
	const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
	if (twice !== undefined) {
		const message = `The table has two columns with the name ${quoteValue(twice)}; name one of them otherwise.`;
		throw new UnreadableFile({ reason: 'duplicate-key', field: twice, message });
	}
	return names.map((name) => name !== '' && name);
}

/** The value of a cell, as `JSON.stringify` asks for it. */
function createCellReader({ hasEmptyCellsDropped = false, lists = [] }: TableOptions) {
	const isList = new Set(lists);
	return (name: string, cell: unknown): unknown => {
		if (cell === '' && hasEmptyCellsDropped) return undefined;
		if (typeof cell !== 'string' || !isList.has(name)) return cell;
		return cell.trimStart().startsWith('[')
			? cell
			: cell.split(/[;,|]/).flatMap((part) => part.trim() || []);
	};
}

function isCsvError(cause: unknown): cause is CsvError {
	return cause instanceof Error && 'code' in cause && /^CSV_/.test(String(cause.code));
}
