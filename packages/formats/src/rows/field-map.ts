import { shortenValue } from '@codejoust/arena/text/printable';
import { type JsonObject, isJsonObject } from './json-row.ts';

/** Our name of a field → where the file has it: a name, or a path of names and positions with dots. */
export type FieldMap = ReadonlyMap<string, string>;

export type ReadFieldMap =
	| { readonly kind: 'read'; readonly map: FieldMap }
	| { readonly kind: 'refused'; readonly says: string };

const MOST_FIELDS = 20;

/** `response=completion,question_id=task.id`, by commas. */
export function readFieldMap(text: string): ReadFieldMap {
	const pairs = text.split(',').map((pair) => {
		const at = pair.indexOf('=');
		return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()] as const;
	});
	const wrong = pairs.filter(
		([ours, theirs]) => ours === '' || theirs === '' || theirs.includes('='),
	);
	if (wrong.length > 0 || pairs.length > MOST_FIELDS) {
		const shown = wrong.map((pair) => `"${shortenValue(pair.join('='))}"`).join(', ');
		return {
			kind: 'refused',
			says: `It has no pair ${shown === '' ? `beyond the first ${MOST_FIELDS}` : shown}: write OURS=THEIRS, such as response=completion.`,
		};
	}
	const map = new Map(pairs);
	if (map.size < pairs.length) return { kind: 'refused', says: 'It names a field of ours twice.' };
	return { kind: 'read', map };
}

/** As it was written. */
export function writeFieldMap(map: FieldMap): string {
	return [...map].map((pair) => pair.join('=')).join(',');
}

/** A record with our names of its fields; a field that it lacks leaves our own as it is. */
export function mapFields(record: JsonObject, map: FieldMap): JsonObject {
	const mapped = [...map].flatMap(([ours, theirs]) => {
		const found = findAt(record, theirs);
		return found === undefined ? [] : [[ours, found] as const];
	});
	return { ...record, ...Object.fromEntries(mapped) };
}

/** A field of this very name, or what the path leads to. */
export function findAt(record: JsonObject, path: string): unknown {
	if (Object.hasOwn(record, path)) return record[path];
	let value: unknown = record;
	for (const name of path.split('.')) {
		if (Array.isArray(value)) value = value[Number(name)] as unknown;
		else if (isJsonObject(value) && Object.hasOwn(value, name)) value = value[name];
		else return undefined;
	}
	return value;
}
