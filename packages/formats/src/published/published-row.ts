import {
	ORIGIN_FIELDS,
	type PublishedField,
	type PublishedRow,
	type PublishedUnit,
	SLICE_FIELDS,
} from '@codejoust/arena/rules/published-results';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import { LIMITS } from '../checks/limits.ts';
import { type Problem, problemAt } from '../checks/problem.ts';
import type { FieldColumns } from './published-fields.ts';
import { readFigure } from './published-figure.ts';
import { type PublishedOrigin, readOriginText } from './published-origin.ts';
import { findGroup, type KnownGroups, type NamedGroups, readGroupText } from './question-groups.ts';
import type { TableRow } from './table.ts';

export type RowReading = {
	/** Undefined where the row cannot be used. */
	readonly row?: PublishedRow;
	/** Whose result it is, where the table says it. */
	readonly origin: PublishedOrigin;
	/** The row has no figure. */
	readonly isEmpty: boolean;
	/** Figures that nobody has said the unit of. */
	readonly unitless: readonly { readonly field: string; readonly value: unknown }[];
	readonly problems: readonly Problem[];
};

export type RowRules = {
	readonly of: 'benchmark' | 'measure';
	readonly unit: PublishedUnit | undefined;
	readonly columns: FieldColumns;
	readonly groups: KnownGroups;
};

const MOST_QUESTIONS = 1_000_000_000;
/** Two published rates may be rounded to whole percents. */
const ROUNDING = 0.0101;

/** Reads a row of a table, with every reason why it cannot be read. */
export function readPublishedRow(row: TableRow, rules: RowRules): RowReading {
	const reader = openRow(row, rules);
	const { problems, unitless } = reader;
	const model = readModel(reader);
	const groups = rules.of === 'measure' ? {} : readGroups(reader, rules.groups);
	const figures = readFigures(reader);
	const n = readCount(reader);
	const origin = readOrigin(reader);
	const isEmpty = figures.main === undefined && unitless.length === 0;
	if (problems.length > 0 || model === undefined) return { origin, isEmpty, unitless, problems };
	const found = { model, ...groups, ...figures.rates, ...(n !== undefined && { n }) };
	return { row: found, origin, isEmpty, unitless, problems };
}

type Reader = {
	readonly cell: (field: PublishedField) => unknown;
	readonly figure: (field: PublishedField) => Read | undefined;
	readonly refuse: (field: PublishedField, says: string) => void;
	readonly problems: readonly Problem[];
	readonly unitless: RowReading['unitless'];
};
type Read = Extract<ReturnType<typeof readFigure>, { kind: 'read' }>;

function openRow(row: TableRow, { columns, unit }: RowRules): Reader {
	const problems: Problem[] = [];
	const unitless: { readonly field: string; readonly value: unknown }[] = [];
	const cell = (field: PublishedField) => {
		const column = columns[field];
		return column === undefined ? undefined : row.cells[column];
	};
	const refuse = (field: PublishedField, limit: string) => {
		const value = cell(field);
		const says = `the field \`${field}\`${nameColumn(row.column ?? columns[field], field)} is ${quoteValue(value)}; ${limit}.`;
		problems.push(problemAt(row, { field, value, reason: 'wrong-value', says }));
	};
	const figure = (field: PublishedField) => {
		const value = cell(field);
		const found = readFigure(value, unit);
		if (found.kind === 'refused') refuse(field, found.says);
		if (found.kind === 'no-unit') unitless.push({ field, value });
		return found.kind === 'read' ? found : undefined;
	};
	return { cell, figure, refuse, problems, unitless };
}

function readModel({ cell, refuse }: Reader): string | undefined {
	const value = cell('model');
	const name = typeof value === 'string' ? value.trim() : '';
	if (name !== '' && name.length <= LIMITS.modelLength) return name;
	refuse('model', `it must be a text of 1 to ${LIMITS.modelLength} characters`);
	return undefined;
}

function readFigures({ cell, figure, refuse }: Reader) {
	const [score, win, tie] = [figure('score'), figure('win_rate'), figure('tie_rate')];
	const [value, low, high] = [figure('value'), figure('low'), figure('high')];
	const main = score ?? win ?? value;
	const interval = low && high ? { low: low.value, high: high.value } : main?.interval;
	if (win && tie && win.value + tie.value > 1 + ROUNDING)
		refuse('tie_rate', 'with the win rate it is above 100 %');
	if (main && interval && (interval.low > main.value || interval.high < main.value)) {
		const end = interval.low > main.value ? 'low' : 'high';
		refuse(cell(end) === undefined ? 'value' : end, 'its figure lies outside of this interval');
	}
	const rates = {
		...(score && { score: score.value }),
		...(win && { win_rate: win.value }),
		...(tie && { tie_rate: tie.value }),
		...(value && { value: value.value }),
		...(main && interval),
	};
	return { main, rates };
}

/** A whole number, which other programs write as `805.0` too. */
function readCount({ cell, refuse }: Reader): number | undefined {
	const value = cell('n');
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (value == null || /^(?:|-|–|—|n\/a|nan)$/i.test(text)) return undefined;
	const count = /^\d{1,10}(?:\.0{1,20})?$/.test(text) ? Number(text) : 0;
	if (count >= 1 && count <= MOST_QUESTIONS) return count;
	refuse('n', `it must be a whole number from 1 to ${MOST_QUESTIONS}`);
	return undefined;
}

function readOrigin({ cell, refuse }: Reader): PublishedOrigin {
	const found: { -readonly [Field in keyof PublishedOrigin]: string } = {};
	for (const field of ORIGIN_FIELDS) {
		const read = readOriginText(cell(field));
		if ('says' in read) refuse(field, read.says);
		else if (read.text !== undefined) found[field] = read.text;
	}
	return found;
}

/** The groups of the row's own columns, and those that its slice names; an empty group, or `overall`, is none. */
function readGroups(reader: Reader, known: KnownGroups): NamedGroups {
	const { cell, refuse } = reader;
	const found: { -readonly [Field in keyof NamedGroups]: string } = { ...readSlice(reader, known) };
	for (const field of SLICE_FIELDS) {
		const value = cell(field);
		const text = typeof value === 'string' ? value.trim() : value;
		if (text == null || text === '' || text === 'overall') continue;
		const name = typeof text === 'string' ? findGroup(known[field], text) : undefined;
		if (name === undefined)
			refuse(field, `the benchmark has ${listNames([...known[field]]) || 'none'}`);
		else if (found[field] !== undefined && found[field] !== name)
			refuse(field, `the slice of the row names ${quoteValue(found[field])}`);
		else found[field] = name;
	}
	return found;
}

function readSlice({ cell, refuse }: Reader, known: KnownGroups): NamedGroups {
	const value = cell('slice');
	if (value == null) return {};
	const read =
		typeof value === 'string'
			? readGroupText(value, known)
			: ({ kind: 'refused', says: 'it must be a text' } as const);
	if (read.kind === 'read') return read.groups;
	refuse('slice', read.says);
	return {};
}

/** Where a field's column has another name. */
function nameColumn(column: string | undefined, field: PublishedField): string {
	return column === undefined || column === field ? '' : ` (column ${quoteValue(column)})`;
}
