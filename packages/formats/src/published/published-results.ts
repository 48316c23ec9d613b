import {
	type PublishedRow,
	type PublishedUnit,
	RATE_FIELDS,
	SLICE_FIELDS,
} from '@codejoust/arena/rules/published-results';
import { foldModelName } from '@codejoust/arena/text/fold-model-name';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import { LIMITS } from '../checks/limits.ts';
import { type Problem, type Problems } from '../checks/problem.ts';
import { createProblemList } from '../checks/problem-list.ts';
import { chooseColumns, type FieldColumns, type KnownGroups } from './published-fields.ts';
import { readPublishedRow } from './published-row.ts';
import { readTable } from './published-table.ts';
import type { TableRow } from './table.ts';

export type PublishedReading = {
	/** Rates on this benchmark's questions, or one measure of its own, such as HumanEval+. */
	readonly of: 'benchmark' | 'measure';
	/** Undefined: every figure has a percent sign. */
	readonly unit: PublishedUnit | undefined;
	readonly fields: FieldColumns;
	/** Only rows that have these texts in these columns. */
	readonly only: Readonly<Record<string, string>>;
	readonly groups: KnownGroups;
};

export type PublishedFile = {
	/** In file order; only those without a problem. */
	readonly rows: readonly PublishedRow[];
	/** What was read from where and what was left out, in sentences. */
	readonly notes: readonly string[];
	/** Any problem means that the file must be refused. */
	readonly problems: Problems;
};

/**
 * Reads a table of results that others published (CSV or JSON). Rows without any figure are left out and named; a model that is there twice for
 * the same questions, by the rule that names are compared by, is refused.
 */
export function readPublishedResults(bytes: Uint8Array, reading: PublishedReading): PublishedFile {
	const table = readTable(bytes);
	if (table.kind === 'refused') return refuse(table.problems);
	const figures = reading.of === 'measure' ? (['value'] as const) : RATE_FIELDS;
	const slices = reading.of === 'measure' ? [] : SLICE_FIELDS;
	const wanted = ['model', ...figures, 'low', 'high', 'n', ...slices] as const;
	const { columns, problems } = chooseColumns(table.columns, reading.fields, {
		wanted,
		// A tie rate alone orders nobody.
		figures: reading.of === 'measure' ? ['value'] : ['score', 'win_rate'],
	});
	const filters = findUnknownFilters(reading.only, table.columns);
	if (problems.length + filters.length > 0) return refuse([...problems, ...filters]);
	const selected = table.rows.filter((row) => isSelected(row, reading.only));
	const unused = table.columns.filter((name) => !Object.values(columns).includes(name));
	return readAll(selected, { ...reading, columns }, [
		`Read ${wanted.flatMap((field) => (columns[field] === undefined ? [] : [`${field} from ${quoteValue(columns[field])}`])).join(', ')}.`,
		...(unused.length > 0 ? [`Not read: ${listNames(unused)}.`] : []),
		...(selected.length < table.rows.length
			? [`${table.rows.length - selected.length} rows are not among those asked for.`]
			: []),
	]);
}

function readAll(
	selected: readonly TableRow[],
	reading: PublishedReading & { readonly columns: FieldColumns },
	notes: readonly string[],
): PublishedFile {
	const problems = createProblemList();
	const duplicates = createDuplicateCheck();
	const rows: PublishedRow[] = [];
	const empty: string[] = [];
	const unitless: { readonly field: string; readonly value: unknown }[] = [];
	for (const row of selected) {
		const read = readPublishedRow(row, reading);
		for (const problem of read.problems) problems.add(problem);
		unitless.push(...read.unitless);
		if (read.row === undefined) continue;
		const { model } = read.row;
		const slice = SLICE_FIELDS.map((field) => read.row?.[field] ?? null);
		const id = JSON.stringify([foldModelName(model), slice]);
		const problem = duplicates.check({ id, field: 'model', value: model }, row);
		if (problem) problems.add(problem);
		else if (read.isEmpty) empty.push(model);
		else rows.push(read.row);
	}
	const [first] = unitless;
	if (first) problems.add(noUnit(first, unitless.length));
	const nothing = rows.length === 0 && problems.list().total === 0;
	if (nothing) problems.add({ reason: 'empty-file', message: 'No row of the file has a figure.' });
	const left = `${empty.length} ${empty.length === 1 ? 'row has' : 'rows have'} no figure and ${empty.length === 1 ? 'is' : 'are'} left out: ${listNames(empty)}.`;
	return {
		rows,
		notes: [...notes, ...(empty.length > 0 ? [left] : []), ...suspectShares(rows, reading.unit)],
		problems: problems.list(),
	};
}

/** One sentence, since a table without units has none in every row. */
function noUnit(
	first: { readonly field: string; readonly value: unknown },
	total: number,
): Problem {
	return {
		field: first.field,
		reason: 'missing-field',
		message: `${total} ${total === 1 ? 'figure has' : 'figures have'} no percent sign, such as ${quoteValue(String(first.value))}: say what the unit is, percent (of 100), share (of 1) or, for a measure, points.`,
	};
}

/** Percentages that are all at most 1 are more often shares. It is said, and the unit that was named stays. */
function suspectShares(
	rows: readonly PublishedRow[],
	unit: PublishedUnit | undefined,
): readonly string[] {
	const values = rows.flatMap(({ score, win_rate: win, value }) => score ?? win ?? value ?? []);
	if (unit !== 'percent' || values.length < 2 || values.some((value) => value > 0.01)) return [];
	return ['All figures are at most 1 %: if they are shares of 1, the unit is share.'];
}

function findUnknownFilters(
	only: Readonly<Record<string, string>>,
	present: readonly string[],
): readonly Problem[] {
	return Object.keys(only).flatMap((column): Problem[] =>
		present.includes(column)
			? []
			: [
					{
						field: column,
						reason: 'missing-field',
						message: `There is no column ${quoteValue(column)} to select rows by; there is ${listNames(present)}.`,
					},
				],
	);
}

function isSelected({ cells }: TableRow, only: Readonly<Record<string, string>>): boolean {
	return Object.entries(only).every(
		([column, text]) => String(cells[column] ?? '').trim() === text,
	);
}

function refuse(problems: readonly Problem[]): PublishedFile {
	const list = createProblemList(LIMITS.shownProblems);
	for (const problem of problems) list.add(problem);
	return { rows: [], notes: [], problems: list.list() };
}
