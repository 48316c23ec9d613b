import type { CriteriaBoard } from '@codejoust/contract/client';

type Row = CriteriaBoard['rows'][number];
/** A column by its place, or the names of the models. */
export type CriteriaSort = { readonly column: number | 'model'; readonly isUp: boolean };

const DEFAULT: CriteriaSort = { column: 0, isUp: false };

/** How an address names each column: by its criterion, or by its judge where that names no single column. */
export function columnKeys({ columns }: Pick<CriteriaBoard, 'columns'>): readonly string[] {
	const names = columns.map(({ judge }) => judge.criterion ?? 'whole');
	return columns.map(({ judge }, at) => {
		const name = names[at] ?? '';
		const isTaken = name === 'model' || names.filter((other) => other === name).length > 1;
		return isTaken ? judge.name : name;
	});
}

/** Reads `?sort=`: a column from its best score down, or the models from A on; with a leading minus the other way. */
export function readCriteriaSort(text: string | undefined, keys: readonly string[]): CriteriaSort {
	const name = text?.replace(/^-/, '') ?? '';
	const isReversed = text?.startsWith('-') === true;
	if (name === 'model') return { column: 'model', isUp: !isReversed };
	const column = keys.indexOf(name);
	return column < 0 ? DEFAULT : { column, isUp: isReversed };
}

/** Whether `?sort=` names a column. */
export function isCriteriaSort(text: string, keys: readonly string[]): boolean {
	return ['model', ...keys].includes(text.replace(/^-/, ''));
}

/** What `?sort=` says when the reader follows the head of a column; the default leaves it out. */
export function nextCriteriaSort(
	current: CriteriaSort,
	column: CriteriaSort['column'],
	keys: readonly string[],
): string | undefined {
	const key = column === 'model' ? column : (keys[column] ?? '');
	const usual = column === 'model';
	if (current.column === column && current.isUp === usual) return `-${key}`;
	return column === DEFAULT.column ? undefined : key;
}

/** By the score of a column, or by name. A row without the number stands last either way; equal ones stay in their order. */
export function compareRows({ column, isUp }: CriteriaSort): (a: Row, b: Row) => number {
	const sign = isUp ? 1 : -1;
	if (column === 'model') return (a, b) => sign * a.model.name.localeCompare(b.model.name, 'en');
	return (a, b) => {
		const [first, second] = [a, b].map(({ cells }) => cells[column]?.score?.value);
		if (first === undefined || second === undefined)
			return Number(first === undefined) - Number(second === undefined);
		return sign * (first - second);
	};
}
