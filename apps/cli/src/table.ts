import stringWidth from 'string-width';
import { cutToWidth } from './cut-to-width.ts';
import { safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

export type Column<Row> = {
	readonly title: string;
	/** Any text; it is made safe here. */
	readonly cell: (row: Row) => string;
	readonly isNumber?: boolean;
	/** Cut, down to so many columns, when the table is wider than the terminal. */
	readonly least?: number;
};

const GAP = '  ';

/** Rows below their titles, cut to `width` columns when it is given. No line ends in spaces. */
export function layOutTable<Row>(
	columns: readonly Column<Row>[],
	rows: readonly Row[],
	width?: number,
): readonly string[] {
	const lines = [
		columns.map(({ title }) => title),
		...rows.map((row) => columns.map(({ cell }) => safeText(cell(row)))),
	];
	const widths = fit(columns, lines, width);
	return lines.map((cells) =>
		cells
			.map((cell, at) =>
				pad(cutToWidth(cell, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.isNumber),
			)
			.join(GAP)
			.trimEnd(),
	);
}

/** The table with its titles painted. */
export function printTable<Row>(
	terminal: Terminal,
	columns: readonly Column<Row>[],
	rows: readonly Row[],
): void {
	const [titles = '', ...lines] = layOutTable(columns, rows, terminal.width);
	terminal.print(terminal.paint('bold', titles));
	for (const line of lines) terminal.print(line);
}

/** Columns that the whole table takes. */
function tableWidth(widths: readonly number[]): number {
	return widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
}

function fit<Row>(
	columns: readonly Column<Row>[],
	lines: readonly (readonly string[])[],
	width: number | undefined,
): readonly number[] {
	const widths = columns.map((_, at) =>
		Math.max(...lines.map((cells) => stringWidth(cells[at] ?? ''))),
	);
	if (width === undefined) return widths;
	let excess = tableWidth(widths) - width;
	return widths.map((wanted, at) => {
		const spare = Math.max(0, wanted - (columns[at]?.least ?? wanted));
		const given = Math.min(spare, Math.max(0, excess));
		excess -= given;
		return wanted - given;
	});
}

function pad(cell: string, width: number, isNumber = false): string {
	const space = ' '.repeat(Math.max(0, width - stringWidth(cell)));
	return isNumber ? space + cell : cell + space;
}
