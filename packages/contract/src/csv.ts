import { escapeText } from '@codejoust/arena/text/printable';

export type CsvCell = string | number | boolean | null;

/**
 * Rows as CSV (RFC 4180; the last line has no end). A text that a spreadsheet would run as a formula gets an apostrophe
 * before it, also where white space or an opening quote stands first; what cannot be seen is written as an escape.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
	return rows.map((row) => row.map(toCell).join(',')).join('\r\n');
}

const FORMULA = /^[\s\p{Cf}"']*[=+\-@\t\r＝＋－＠﹢﹣﹫−]|^[\t\r]/u;

function toCell(value: CsvCell): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	const text = escapeText(FORMULA.test(value) ? `'${value}` : value);
	return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
