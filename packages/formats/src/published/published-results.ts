import {
	ORIGIN_FIELDS,
	type PublishedField,
	type PublishedRow,
	type PublishedUnit,
	RATE_FIELDS,
	SLICE_FIELDS,
	type WideFigure,
} from '@codejoust/arena/rules/published-results';
import { foldModelName } from '@codejoust/arena/text/fold-model-name';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import { groupDigits, LIMITS } from '../checks/limits.ts';
import { type Problem, type Problems } from '../checks/problem.ts';
import { createProblemList } from '../checks/problem-list.ts';
import { type ChosenColumns, chooseColumns, type FieldColumns } from './published-fields.ts';
import { groupByOrigin, type OriginRows, type PublishedOrigin } from './published-origin.ts';
import { readPublishedRow } from './published-row.ts';
import { readTable } from './published-table.ts';
import type { KnownGroups } from './question-groups.ts';
import type { Table, TableRow } from './table.ts';
import { unfoldedColumn, unfoldTable } from './wide-table.ts';

export type PublishedReading = {
	/** Rates on this benchmark's questions, or one measure of its own, such as HumanEval+. */
	readonly of: 'benchmark' | 'measure';
	/** Undefined: every figure has a percent sign. */
	readonly unit: PublishedUnit | undefined;
	readonly fields: FieldColumns;
	/** Only rows that have these texts in these columns. */
	readonly only: Readonly<Record<string, string>>;
	readonly groups: KnownGroups;
	/** What is said of the whole table, so that no column is read for it. */
	readonly told: ReadonlySet<(typeof ORIGIN_FIELDS)[number]>;
	/** A column for each group of questions, and what their cells hold; absent: a row for each model and group. */
	readonly wide?: WideFigure | undefined;
	/** In a wide table, of which questions a column is that is not named for a group; null: of none. */
	readonly slices?: Readonly<Record<string, string | null>> | undefined;
};

export type PublishedFile = {
	/** In file order; only those without a problem. */
	readonly rows: readonly PublishedRow[];
	/** The same rows by source and judge, where the table says them; else all in one. */
	readonly sets: readonly OriginRows[];
	/** What was read from where and what was left out, in sentences. */
	readonly notes: readonly string[];
	/** Any problem means that the file must be refused. */
	readonly problems: Problems;
};

/**
 * Reads a table of results that others published (CSV, JSON or Markdown). Rows without any figure are left out and named; a model that is
 * there twice for the same questions, by the rule that names are compared by, is refused.
 */
export function readPublishedResults(bytes: Uint8Array, reading: PublishedReading): PublishedFile {
	const table = readTable(bytes);
	if (table.kind === 'refused') return refuse(table.problems);
	const wanted = listWanted(reading);
	const chosen = chooseColumns(table.columns, reading.fields, {
		wanted,
		figures: listFigures(reading),
	});
	const filters = [
		...findUnknownFilters(reading.only, table.columns),
		...(reading.wide === undefined ? refuseSlices(reading) : []),
	];
	if (chosen.problems.length + filters.length > 0) return refuse([...chosen.problems, ...filters]);
	const selected = table.rows.filter((row) => isSelected(row, reading.only));
	const left = table.rows.length - selected.length;
	const notes = left > 0 ? [`${left} rows are not among those asked for.`] : [];
	const narrowed = { ...table, rows: selected };
	return reading.wide === undefined
		? readLong(narrowed, chosen, { reading, wanted, notes })
		: readWide(narrowed, chosen, { reading: { ...reading, wide: reading.wide }, notes });
}

type Rows = Extract<Table, { kind: 'table' }>;

function listWanted({ of, wide, told }: PublishedReading): readonly PublishedField[] {
	const origin = ORIGIN_FIELDS.filter((field) => !told.has(field));
	if (of === 'measure') return ['model', 'value', 'low', 'high', 'n', ...origin];
	if (wide !== undefined) return ['model', 'n', ...origin];
	return ['model', ...RATE_FIELDS, 'low', 'high', 'n', 'slice', ...SLICE_FIELDS, ...origin];
}

/** One of them is needed. A tie rate alone orders nobody. */
function listFigures({ of, wide }: PublishedReading): readonly PublishedField[] {
	if (of === 'measure') return ['value'];
	return wide === undefined ? ['score', 'win_rate'] : [];
}

function readLong(
	table: Rows,
	{ columns }: ChosenColumns,
	{
		reading,
		wanted,
		notes,
	}: {
		readonly reading: PublishedReading;
		readonly wanted: readonly PublishedField[];
		readonly notes: readonly string[];
	},
): PublishedFile {
	const fields = wanted.flatMap((field) =>
		columns[field] === undefined ? [] : [`${field} from ${quoteValue(columns[field])}`],
	);
	return readAll(table.rows, { ...reading, columns }, [
		`Read ${fields.join(', ')}.`,
		...nameUnread(table.columns, Object.values(columns)),
		...notes,
	]);
}

function readWide(
	table: Rows,
	{ columns }: ChosenColumns,
	{
		reading,
		notes,
	}: {
		readonly reading: PublishedReading & { readonly wide: WideFigure };
		readonly notes: readonly string[];
	},
): PublishedFile {
	const taken = Object.values(columns);
	const {
		rows,
		columns: groups,
		problems,
	} = unfoldTable(table, {
		figure: reading.wide,
		columns: reading.slices ?? {},
		groups: reading.groups,
		taken,
		count: columns.n,
	});
	if (problems.length > 0) return refuse(problems);
	if (rows.length > LIMITS.publishedRows)
		return refuse([
			{
				reason: 'too-many-rows',
				message: `The table has ${groupDigits(rows.length)} figures in ${groupDigits(groups.length)} columns; the limit is ${groupDigits(LIMITS.publishedRows)}.`,
			},
		]);
	const own = Object.fromEntries(
		[...RATE_FIELDS, ...SLICE_FIELDS].map((field) => [field, unfoldedColumn(field)]),
	);
	return readAll(rows, { ...reading, columns: { ...columns, ...own } }, [
		`Read model from ${quoteValue(columns.model)}, ${reading.wide} from ${listNames(groups)}.`,
		...nameUnread(table.columns, [...taken, ...groups]),
		...notes,
	]);
}

function nameUnread(present: readonly string[], read: readonly string[]): readonly string[] {
	const unread = present.filter((name) => !read.includes(name));
	return unread.length > 0 ? [`Not read: ${listNames(unread)}.`] : [];
}

function refuseSlices({ slices = {} }: PublishedReading): readonly Problem[] {
	if (Object.keys(slices).length === 0) return [];
	return [
		{
			field: 'slices',
			reason: 'wrong-value',
			message: `Columns are named for groups of questions (${listNames(Object.keys(slices))}), and nothing says that the table is wide: say what its cells are, such as win_rate.`,
		},
	];
}

function readAll(
	selected: readonly TableRow[],
	reading: PublishedReading & { readonly columns: FieldColumns },
	notes: readonly string[],
): PublishedFile {
	const problems = createProblemList();
	const duplicates = createDuplicateCheck();
	const rows: { readonly row: PublishedRow; readonly origin: PublishedOrigin }[] = [];
	const empty: string[] = [];
	const unitless: { readonly field: string; readonly value: unknown }[] = [];
	for (const row of selected) {
		const read = readPublishedRow(row, reading);
		for (const problem of read.problems) problems.add(problem);
		unitless.push(...read.unitless);
		if (read.row === undefined) continue;
		const { model } = read.row;
		const slice = SLICE_FIELDS.map((field) => read.row?.[field] ?? null);
		const { source, judge } = read.origin;
		const id = JSON.stringify([foldModelName(model), slice, source ?? null, judge ?? null]);
		const problem = duplicates.check({ id, field: 'model', value: model }, row);
		if (problem) problems.add(problem);
		else if (read.isEmpty) empty.push(model);
		else rows.push({ row: read.row, origin: read.origin });
	}
	const [first] = unitless;
	if (first) problems.add(noUnit(first, unitless.length));
	const nothing = rows.length === 0 && problems.list().total === 0;
	if (nothing) problems.add({ reason: 'empty-file', message: 'No row of the file has a figure.' });
	const what = reading.wide === undefined ? 'row' : 'cell';
	const left = `${empty.length} ${what}${empty.length === 1 ? ' has' : 's have'} no figure and ${empty.length === 1 ? 'is' : 'are'} left out: ${listNames([...new Set(empty)])}.`;
	const { sets, hasMixedDates } = groupByOrigin(rows);
	const all = rows.map(({ row }) => row);
	return {
		rows: all,
		sets,
		notes: [
			...notes,
			...(empty.length > 0 ? [left] : []),
			...(hasMixedDates
				? ['The dates of the rows differ, so none is that of the publication.']
				: []),
			...suspectShares(all, reading.unit),
		],
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
	return { rows: [], sets: [], notes: [], problems: list.list() };
}
