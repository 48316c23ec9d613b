import { decodeUtf8 } from '../bytes/utf8.ts';
import { LIMITS, describeBytes, groupDigits } from '../checks/limits.ts';
import { readCsvTable } from './csv-table.ts';
import { readJsonTable } from './json-table.ts';
import { isMarkdownTable, readMarkdownTable } from './markdown-table.ts';
import { refuseTable, type Table } from './table.ts';

/**
 * Reads a table that is CSV, JSON or Markdown: a text that begins with `[` or `{` is JSON, one that begins with `|` Markdown. A row whose cells do not fit its columns
 * refuses the table, with every such row.
 */
export function readTable(bytes: Uint8Array): Table {
	if (bytes.length > LIMITS.publishedBytes)
		return refuseTable(
			'file-too-large',
			`The file has ${groupDigits(bytes.length)} bytes; the limit is ${describeBytes(LIMITS.publishedBytes)}.`,
		);
	const decoded = decodeUtf8(bytes);
	if (decoded.kind === 'invalid')
		return refuseTable(
			'invalid-utf8',
			`Byte ${decoded.at} of the file is no UTF-8. A table is CSV or JSON in UTF-8, and not compressed.`,
		);
	const text = decoded.text.replace(/^\uFEFF/, '');
	const first = /\S/.exec(text)?.[0];
	if (first === undefined) return refuseTable('empty-file', 'The file holds no rows.');
	const table = readText(text, first);
	return table.kind === 'table' ? limitTable(table) : table;
}

function readText(text: string, first: string): Table {
	if (first === '[' || first === '{') return readJsonTable(text);
	return isMarkdownTable(text) ? readMarkdownTable(text) : readCsvTable(text);
}

function limitTable(table: Extract<Table, { kind: 'table' }>): Table {
	const { columns, rows } = table;
	if (rows.length === 0) return refuseTable('empty-file', 'The file holds no rows.');
	if (rows.length > LIMITS.publishedRows)
		return refuseTable(
			'too-many-rows',
			`The file has ${groupDigits(rows.length)} rows; the limit is ${groupDigits(LIMITS.publishedRows)}.`,
		);
	if (columns.length > LIMITS.publishedColumns)
		return refuseTable(
			'too-many',
			`The file has ${groupDigits(columns.length)} columns; the limit is ${LIMITS.publishedColumns}.`,
		);
	return table;
}
