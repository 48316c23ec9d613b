import type { BoardLine } from './board-line.ts';
import { SORT_COLUMNS } from './columns.ts';

type Value = number | string | null | undefined;
export type SortColumn = keyof typeof SORT_COLUMNS;
export type SortKey = { readonly column: SortColumn; readonly isUp: boolean };

const DEFAULT: SortKey = { column: 'score', isUp: false };

/** Reads `?sort=`: a column in its usual direction, or the other one with a leading minus. */
export function readSort(text: string | null): SortKey {
	const name = text?.replace(/^-/, '') ?? '';
	if (!isColumn(name)) return DEFAULT;
	const usual = SORT_COLUMNS[name].isUp;
	return { column: name, isUp: text?.startsWith('-') ? !usual : usual };
}

/** True when `?sort=` names a column. */
export function isSortText(text: string): boolean {
	return isColumn(text.replace(/^-/, ''));
}

/** What `?sort=` says when the reader follows the head of a column; the default leaves it out. */
export function nextSort(current: SortKey, column: SortColumn): string | undefined {
	const usual = SORT_COLUMNS[column].isUp;
	const isReversed = current.column === column && current.isUp === usual;
	if (isReversed) return `-${column}`;
	return column === DEFAULT.column ? undefined : column;
}

export function compareLines({ column, isUp }: SortKey): (a: BoardLine, b: BoardLine) => number {
	const { value } = SORT_COLUMNS[column];
	return (a, b) => compareValues(value(a), value(b), isUp ? 1 : -1);
}

function compareValues(a: Value, b: Value, sign: 1 | -1): number {
	if (a == null || b == null) return Number(a == null) - Number(b == null);
	if (typeof a === 'string' || typeof b === 'string')
		return sign * String(a).localeCompare(String(b), 'en');
	return sign * (a - b);
}

function isColumn(name: string): name is SortColumn {
	return Object.hasOwn(SORT_COLUMNS, name);
}
