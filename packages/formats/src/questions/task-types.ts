import { isJsonObject } from '../rows/json-row.ts';

/** A category and a subcategory, as CodeArena's authors publish them or as an object. */
export type TaskTypePair =
	readonly [main: string, sub: string] | { readonly main: string; readonly sub: string };

/** Task type → its pairs; only the first one is used. Keys are lower case, with spaces. */
export type TaskTypeMapping = Readonly<Record<string, readonly TaskTypePair[]>>;

/** The group of questions that a pair names. */
export function groupOf(pair: TaskTypePair): {
	readonly category: string;
	readonly subcategory: string;
} {
	if ('main' in pair) return { category: pair.main, subcategory: pair.sub };
	return { category: pair[0], subcategory: pair[1] };
}

/** Task type → its pairs as objects: how a mapping is stored and shown, whichever form it came in. */
export type StoredTaskTypes = Readonly<
	Record<string, readonly { readonly main: string; readonly sub: string }[]>
>;

export function writeTaskTypes(mapping: TaskTypeMapping): StoredTaskTypes {
	return Object.fromEntries(
		Object.entries(mapping).map(([name, pairs]) => [
			name,
			pairs.map((pair) => {
				const { category: main, subcategory: sub } = groupOf(pair);
				return { main, sub };
			}),
		]),
	);
}

const MOST_SHOWN = 3;
const FORM =
	'A mapping has the form {"code debugging": [["Main", "Sub"]]} or {"code debugging": [{"main": "Main", "sub": "Sub"}]}.';

/** Reads a mapping of either form; of what is no mapping, one sentence with the first task types that are wrong. */
export function readTaskTypes(
	value: unknown,
):
	| { readonly kind: 'read'; readonly mapping: TaskTypeMapping }
	| { readonly kind: 'refused'; readonly says: string } {
	if (!isJsonObject(value)) return { kind: 'refused', says: `It is no JSON object. ${FORM}` };
	const wrong = Object.keys(value).filter((name) => !isPairs(value[name]));
	if (wrong.length === 0) return { kind: 'read', mapping: value as TaskTypeMapping };
	const shown = wrong.slice(0, MOST_SHOWN).map((name) => JSON.stringify(name.slice(0, 60)));
	const rest = wrong.length > MOST_SHOWN ? ` and ${wrong.length - MOST_SHOWN} more` : '';
	return {
		kind: 'refused',
		says: `The task ${wrong.length === 1 ? 'type' : 'types'} ${shown.join(', ')}${rest} ${wrong.length === 1 ? 'has' : 'have'} no list of pairs. ${FORM}`,
	};
}

function isPairs(value: unknown): boolean {
	return Array.isArray(value) && value.every(isPair);
}

function isPair(value: unknown): value is TaskTypePair {
	if (Array.isArray(value))
		return value.length === 2 && value.every((name) => typeof name === 'string');
	return (
		isJsonObject(value) && typeof value['main'] === 'string' && typeof value['sub'] === 'string'
	);
}
