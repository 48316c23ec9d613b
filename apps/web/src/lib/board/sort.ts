import type { BoardLine } from './board-line.ts';

type Column = {
	readonly name: string;
	readonly isUp: boolean;
	readonly value: (line: BoardLine) => Value;
};
type Value = number | string | null | undefined;

const ofModel =
	(pick: (row: Extract<BoardLine, { kind: 'model' }>['row']) => Value) => (line: BoardLine) =>
		line.kind === 'model' ? pick(line.row) : undefined;

/** The columns that a board sorts by, each with the direction that is asked for first. */
export const SORT_COLUMNS = {
	score: {
		name: 'Score',
		isUp: false,
		value: (line) => (line.kind === 'model' ? line.row.score?.value : 0.5),
	},
	model: {
		name: 'Model',
		isUp: true,
		value: (line) => (line.kind === 'model' ? line.row.model : line.model).name.toLowerCase(),
	},
	win: { name: 'Win rate', isUp: false, value: ofModel((row) => row.win_rate?.value) },
	tie: { name: 'Tie rate', isUp: false, value: ofModel((row) => row.tie_rate?.value) },
	even: {
		name: 'At equal length',
		isUp: false,
		value: ofModel((row) => row.length_controlled?.value),
	},
	flip: { name: 'Flips', isUp: true, value: ofModel((row) => row.flip_rate) },
	coverage: { name: 'Coverage', isUp: false, value: ofModel((row) => row.coverage) },
	length: {
		name: 'Length',
		isUp: true,
		value: (line) => (line.kind === 'model' ? line.row.median_length : line.medianLength),
	},
	cost: { name: 'Cost', isUp: true, value: ofModel((row) => row.cost_micro_usd) },
} as const satisfies Record<string, Column>;

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
