import type { PublishedField, WideFigure } from '@codejoust/arena/rules/published-results';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import { type Problem, problemAt } from '../checks/problem.ts';
import type { JsonObject } from '../rows/json-row.ts';
import {
	type KnownGroups,
	listGroupNames,
	type NamedGroups,
	readGroupText,
} from './question-groups.ts';
import type { Table, TableRow } from './table.ts';

export type WideReading = {
	readonly figure: WideFigure;
	/** Column → of which questions it is, or null to leave it out; for names that are no group of the benchmark. */
	readonly columns: Readonly<Record<string, string | null>>;
	readonly groups: KnownGroups;
	/** Columns that hold something else, such as the model. */
	readonly taken: readonly string[];
	/** The column of the count of questions. */
	readonly count: string | undefined;
};

export type Unfolded = {
	/** A row for each model and column that has a figure's text, in file order. */
	readonly rows: readonly TableRow[];
	readonly columns: readonly string[];
	readonly problems: readonly Problem[];
};

/** The column that a field of an unfolded row is in; no column of a file is called so. */
export function unfoldedColumn(field: PublishedField): string {
	return `unfolded:${field}`;
}

type GroupColumn = { readonly name: string; readonly groups: NamedGroups };

/**
 * Turns a table with a row for each model and a column for each group of questions into one with a row for each of both. A column that is
 * named for a group of the benchmark, or `overall`, is about it; `columns` says it of others.
 */
export function unfoldTable(
	{ columns, rows }: Pick<Extract<Table, { kind: 'table' }>, 'columns' | 'rows'>,
	reading: WideReading,
): Unfolded {
	const chosen = chooseGroupColumns(columns, reading);
	const names = chosen.columns.map(({ name }) => name);
	if (chosen.problems.length > 0) return { rows: [], columns: names, problems: chosen.problems };
	const problems: Problem[] = [];
	const unfolded = rows.flatMap((row) =>
		chosen.columns.map(({ name, groups }): TableRow => {
			const figures = readCell(row, name, reading.figure);
			if ('message' in figures) problems.push(figures);
			// A count of a row is of all its questions.
			const isAll = Object.keys(groups).length === 0;
			const kept = reading.taken.filter((one) => isAll || one !== reading.count);
			const found = 'message' in figures ? groups : { ...groups, ...figures };
			const own = Object.entries(found).map(([field, value]) => [
				unfoldedColumn(field as PublishedField),
				value,
			]);
			return {
				...row,
				column: name,
				cells: { ...pick(row.cells, kept), ...Object.fromEntries(own) },
			};
		}),
	);
	return { rows: unfolded, columns: names, problems };
}

function chooseGroupColumns(present: readonly string[], { columns, groups, taken }: WideReading) {
	const problems: Problem[] = [];
	const found: GroupColumn[] = [];
	for (const name of Object.keys(columns).filter((one) => !present.includes(one)))
		problems.push(refuseColumn(name, `there is no such column; there is ${listNames(present)}`));
	for (const name of present) {
		const told = columns[name];
		if (told === null || (told === undefined && taken.includes(name))) continue;
		const read = readGroupText(told ?? name, groups);
		if (read.kind === 'read') found.push({ name, groups: read.groups });
		else if (told !== undefined)
			problems.push(refuseColumn(name, `${quoteValue(told)}: ${read.says}`));
	}
	problems.push(...findTwice(found));
	if (found.length === 0 && problems.length === 0)
		problems.push({
			field: 'wide',
			reason: 'missing-field',
			message: `No column is named for a group of questions; there is ${listNames(present)}, and the benchmark has ${listGroupNames(groups) || 'no groups'}. Say which group a column is of, such as Avg=overall.`,
		});
	return { columns: found, problems };
}

function findTwice(found: readonly GroupColumn[]): readonly Problem[] {
	const groups = Map.groupBy(found, (column) =>
		JSON.stringify(Object.entries(column.groups).sort()),
	);
	return [...groups.values()].flatMap(([first, second]) =>
		first && second
			? [
					refuseColumn(
						second.name,
						`it is of the same questions as the column ${quoteValue(first.name)}`,
					),
				]
			: [],
	);
}

type Figures = Readonly<Partial<Record<'score' | 'win_rate' | 'tie_rate', unknown>>>;

function readCell(row: TableRow, column: string, figure: WideFigure): Figures | Problem {
	const value = row.cells[column] ?? null;
	if (figure !== 'win_rate/tie_rate') return { [figure]: value };
	if (isAbsent(value)) return { win_rate: null };
	if (typeof value !== 'string' || !value.includes('/'))
		return problemAt(row, {
			field: column,
			value,
			reason: 'wrong-value',
			says: `the column ${quoteValue(column)} has ${quoteValue(value)}; it must be win rate and tie rate, such as 35.9/17.9.`,
		});
	const at = value.indexOf('/');
	return { win_rate: value.slice(0, at), tie_rate: value.slice(at + 1) };
}

function isAbsent(value: unknown): boolean {
	return (
		value === null ||
		(typeof value === 'string' && /^(?:|-{1,3}|[–—]|n\/a|na|nan|null|none)$/i.test(value.trim()))
	);
}

function pick(cells: JsonObject, names: readonly string[]): JsonObject {
	return Object.fromEntries(names.flatMap((name) => (name in cells ? [[name, cells[name]]] : [])));
}

function refuseColumn(name: string, says: string): Problem {
	return {
		field: name,
		reason: 'wrong-value',
		message: `Column ${quoteValue(name)}: ${says}.`,
	};
}
