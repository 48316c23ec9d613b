import type { Matrix } from '@codejoust/contract/client';

/** By which column the rows of the table by category stand, and how; without a column by the score over all questions. */
export type CategorySort = {
	readonly column: string | undefined;
	readonly direction: 'ascending' | 'descending';
};

/** Reads `?by=`: the name of a column, its best first, or its worst first with a leading minus. A name of no column is none. */
export function readCategorySort(text: string | null, columns: readonly string[]): CategorySort {
	if (text === null) return { column: undefined, direction: 'descending' };
	if (columns.includes(text)) return { column: text, direction: 'descending' };
	const rest = text.startsWith('-') ? text.slice(1) : '';
	const column = columns.includes(rest) ? rest : undefined;
	return { column, direction: column !== undefined || text === '-' ? 'ascending' : 'descending' };
}

/** What `?by=` says when a reader follows the order of a column; undefined for the usual order. */
export function nextCategorySort(
	{ column: current, direction }: CategorySort,
	column: string | undefined,
): string | undefined {
	if (current === column && direction === 'descending') return `-${column ?? ''}`;
	return column;
}

/** Equal scores keep their order; cells without a score stand last either way. */
export function sortByCategory(
	rows: Matrix['rows'],
	columns: readonly string[],
	{ column, direction }: CategorySort,
): Matrix['rows'] {
	const at = column === undefined ? undefined : columns.indexOf(column);
	const valueOf = (row: Matrix['rows'][number]) =>
		(at === undefined ? row.overall : row.cells[at]?.score)?.value;
	const sign = direction === 'ascending' ? 1 : -1;
	return rows.toSorted((a, b) => {
		const [left, right] = [valueOf(a), valueOf(b)];
		if (left === undefined || right === undefined)
			return Number(left === undefined) - Number(right === undefined);
		return sign * (left - right);
	});
}
