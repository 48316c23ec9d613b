import { shortenValue } from '@codejoust/arena/text/printable';
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { LIMITS } from '../checks/limits.ts';
import { type Problem, problemAt } from '../checks/problem.ts';
import { readValueRow } from '../rows/json-row.ts';
import { findColumnFaults } from './column-faults.ts';
import { refuseTable, type Table, type TableRow } from './table.ts';

/** Column of a first column without a name, as pandas writes the index of a table. */
export const UNNAMED = '(first column)';

type Line = { readonly info: Info; readonly record: readonly string[] };

/** Reads CSV with a line of column names. The delimiter is the one of `,`, `;` and tab that this line has most of. */
export function readCsvTable(text: string): Table {
	let lines: readonly Line[];
	try {
		lines = parse(text, {
			delimiter: chooseDelimiter(text),
			info: true,
			relax_column_count: true,
			skip_empty_lines: true,
			// One more than the limit and the line of names, so that a longer table is known to be one.
			to: LIMITS.publishedRows + 2,
		}) as unknown as readonly Line[];
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		return refuseTable(
			'invalid-csv',
			`The file is no CSV that can be read: ${shortenValue(cause.message, 200)}.`,
		);
	}
	const [head, ...body] = lines;
	const columns = head?.record.map((name, at) => name.trim() || (at === 0 ? UNNAMED : '')) ?? [];
	const faults = findColumnFaults(columns);
	const read = body.map((line) => readLine(line, columns));
	const problems = [...faults, ...read.flatMap((row) => ('cells' in row ? [] : [row]))];
	if (problems.length > 0) return { kind: 'refused', problems };
	return { kind: 'table', columns, rows: read.flatMap((row) => ('cells' in row ? [row] : [])) };
}

function chooseDelimiter(text: string): string {
	const [names = ''] = text.slice(0, 10_000).split('\n');
	const count = (mark: string) => names.split(mark).length;
	return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function readLine({ info, record }: Line, columns: readonly string[]): TableRow | Problem {
	const place = { line: info.lines };
	if (record.length !== columns.length)
		return problemAt(place, {
			reason: 'wrong-value',
			says: `it has ${record.length} cells, and the line of column names has ${columns.length}.`,
		});
	const cells = Object.fromEntries(columns.map((name, at) => [name, record[at] ?? '']));
	const row = readValueRow(cells, place);
	return row.kind === 'problem' ? row.problem : { ...place, cells: row.record };
}
