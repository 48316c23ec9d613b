import { quoteValue } from '@codejoust/arena/text/printable';
import { scanJson } from '../bytes/json-scan.ts';
import { LIMITS } from '../checks/limits.ts';
import type { Problem } from '../checks/problem.ts';
import { readRows } from '../rows/decode.ts';
import { isJsonObject, type JsonObject, readValueRow } from '../rows/json-row.ts';
import { refuseTable, type Table, type TableRow } from './table.ts';

/** Objects within objects are columns such as `pass@1.humaneval+`, down to this depth. */
const DEEPEST = 4;

/**
 * Reads rows from JSON Lines, a list of objects, an object with one list of objects, or an object whose keys are the models. Objects within a row are
 * flattened: their fields become columns with dotted names.
 */
export function readJsonTable(text: string): Table {
	const object = parseObject(text);
	if (object === undefined) return readList(text);
	if ('kind' in object) return object;
	const lists = Object.values(object.value).filter((value) => Array.isArray(value));
	const list = lists.length === 1 ? lists[0] : undefined;
	if (list !== undefined) return asTable(list.map((value, at) => readItem(value, at)));
	const entries = Object.entries(object.value);
	if (entries.some(([, row]) => !isJsonObject(row)))
		return refuseTable(
			'unknown-format',
			'The JSON object is no table: write a list of rows, or an object with the models as keys and an object for each.',
		);
	const nested = entries.every(([, row]) => Object.values(row as JsonObject).every(isJsonObject));
	if (nested && entries.some(([, row]) => Object.keys(row as JsonObject).length > 1))
		return refuseTable(
			'unknown-format',
			`The JSON object holds several tables (${entries
				.slice(0, 5)
				.map(([key]) => quoteValue(key))
				.join(', ')}): send one of them at a time.`,
		);
	return asTable(
		entries.map(([model, row], at) => readItem({ model, ...(row as JsonObject) }, at)),
	);
}

/** One JSON object; undefined for a list, or for JSON Lines. */
function parseObject(text: string): { readonly value: JsonObject } | Table | undefined {
	if (!text.trimStart().startsWith('{')) return undefined;
	const { isTooDeep, duplicateKey } = scanJson(text, LIMITS.jsonDepth);
	if (isTooDeep)
		return refuseTable('too-deep', `The JSON nests deeper than ${LIMITS.jsonDepth} levels.`);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// Of several lines that are an object each; what is no JSON at all is named by their reader.
		return undefined;
	}
	if (!isJsonObject(value) || isRow(value)) return undefined;
	if (duplicateKey === undefined) return { value };
	return refuseTable('duplicate-key', `The key ${quoteValue(duplicateKey)} is there twice.`);
}

/** A file of one JSON Lines row has no object or list in it. */
function isRow(value: JsonObject): boolean {
	return Object.values(value).every((field) => typeof field !== 'object' || field === null);
}

function readList(text: string): Table {
	const rows = [...readRows(new TextEncoder().encode(text))];
	return asTable(
		rows.map((row) => {
			if (row.kind === 'problem') return row.problem;
			const { line, item, record } = row;
			return { line, ...(item === undefined ? {} : { item }), cells: flatten(record) };
		}),
	);
}

function readItem(value: unknown, at: number): TableRow | Problem {
	const row = readValueRow(value, { line: at + 1 });
	return row.kind === 'problem' ? row.problem : { line: at + 1, cells: flatten(row.record) };
}

function flatten(record: JsonObject, path = '', depth = 1): JsonObject {
	return Object.fromEntries(
		Object.entries(record).flatMap(([key, value]) =>
			isJsonObject(value) && depth < DEEPEST
				? Object.entries(flatten(value, `${path}${key}.`, depth + 1))
				: [[`${path}${key}`, value] as const],
		),
	);
}

function asTable(read: readonly (TableRow | Problem)[]): Table {
	const problems = read.flatMap((row) => ('cells' in row ? [] : [row]));
	if (problems.length > 0) return { kind: 'refused', problems };
	const rows = read.flatMap((row) => ('cells' in row ? [row] : []));
	const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
	return { kind: 'table', columns, rows };
}
