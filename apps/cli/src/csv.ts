import { safeText } from './safe-text.ts';

export type CsvCell = string | number | boolean | null;

/** Rows as CSV (RFC 4180 quoting). A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
	return rows.map((row) => row.map(toCell).join(',')).join('\n');
}

const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;

function toCell(value: CsvCell): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	const text = safeText(FORMULA.test(value) ? `'${value}` : value);
	return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
