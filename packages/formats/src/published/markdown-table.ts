import { quoteValue } from '@codejoust/arena/text/printable';
import { type Problem, problemAt } from '../checks/problem.ts';
import { findColumnFaults } from './column-faults.ts';
import { refuseTable, type Table, type TableRow } from './table.ts';

type Line = { readonly line: number; readonly cells: readonly string[] };

/** Whether the first line that is not empty begins a Markdown table, whose lines begin with `|`. */
export function isMarkdownTable(text: string): boolean {
	return /^\s*\|/.test(text.slice(0, 10_000));
}

/**
 * Reads one Markdown table: a line of names, a line of dashes, a line for each row. Cells lose emphasis and the addresses of links;
 * `\|` is a bar.
 */
export function readMarkdownTable(text: string): Table {
	const lines = text
		.split('\n')
		.flatMap((each, at): Line[] =>
			each.trim() === '' ? [] : [{ line: at + 1, cells: splitCells(each) }],
		);
	const [head, dashes, ...body] = lines;
	if (!head || !dashes?.cells.every((cell) => /^:?-+:?$/.test(cell)))
		return refuseTable(
			'invalid-csv',
			'The file begins like a Markdown table and has no line of dashes under the names of its columns.',
		);
	const columns = head.cells.map((cell) => plainText(cell));
	const read = body.map((line) => readLine(line, columns));
	const problems = [
		...findColumnFaults(columns),
		...read.flatMap((row) => ('cells' in row ? [] : [row])),
	];
	if (problems.length > 0) return { kind: 'refused', problems };
	return { kind: 'table', columns, rows: read.flatMap((row) => ('cells' in row ? [row] : [])) };
}

function readLine({ line, cells }: Line, columns: readonly string[]): TableRow | Problem {
	if (cells.length !== columns.length)
		return problemAt(
			{ line },
			{
				reason: 'wrong-value',
				says: `it has ${cells.length} cells, and the line of column names has ${columns.length}: ${quoteValue(cells[0] ?? '')}.`,
			},
		);
	return {
		line,
		cells: Object.fromEntries(columns.map((name, at) => [name, plainText(cells[at] ?? '')])),
	};
}

function splitCells(line: string): readonly string[] {
	const text = line.trim().replace(/^\|/, '');
	const cells: string[] = [];
	let cell = '';
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at] ?? '';
		if (character === '\\' && text[at + 1] === '|') {
			cell += '|';
			at += 1;
		} else if (character === '|') {
			cells.push(cell.trim());
			cell = '';
		} else cell += character;
	}
	return cell.trim() === '' ? cells : [...cells, cell.trim()];
}

/** Without emphasis, code marks and the addresses of links. */
function plainText(cell: string): string {
	return cell
		.replaceAll(/!?\[([^[\]]{0,300})\]\([^()\s]{0,2000}\)/g, '$1')
		.replaceAll(/\*\*|__|`/g, '')
		.replaceAll(/^\*([^*]+)\*$/g, '$1')
		.trim();
}
