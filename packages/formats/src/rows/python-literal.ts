import { LIMITS } from '../checks/limits.ts';
import type { LiteralCursor } from './literal-cursor.ts';
import { LiteralFault, readPythonString, startsPythonString } from './python-string.ts';

export type LiteralReading =
	| { readonly kind: 'value'; readonly value: unknown }
	/** `at`: 0-based offset in the text; `says`: the rest of a sentence. */
	| { readonly kind: 'fault'; readonly at: number; readonly says: string };

/**
 * Reads what Python's `repr` and `ast.literal_eval` know: strings, numbers, True, False, None, lists, tuples and
 * dicts (tuples become lists, dict keys strings). Nothing is evaluated. Refused: sets, complex numbers, f-strings,
 * `\N{…}`, a key that stands twice, whole numbers beyond 2^53, nesting beyond `LIMITS.jsonDepth`.
 */
export function readPythonLiteral(text: string): LiteralReading {
	const cursor: LiteralCursor = { text, at: 0, depth: 0 };
	try {
		const value = readValue(cursor);
		skipBlanks(cursor);
		if (cursor.at < text.length) throw new LiteralFault(cursor.at, 'has text after its end');
		return { kind: 'value', value };
	} catch (error) {
		if (error instanceof LiteralFault) return { kind: 'fault', at: error.at, says: error.message };
		throw error;
	}
}

const WORDS: Readonly<Record<string, unknown>> = { True: true, False: false, None: null };
const NUMBER =
	/[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)/y;

function readValue(cursor: LiteralCursor): unknown {
	skipBlanks(cursor);
	const next = cursor.text[cursor.at];
	if (next === undefined) throw new LiteralFault(cursor.at, 'ends too early');
	if (next === '[') return readNested(cursor, () => readItems(cursor, ']').items);
	if (next === '(') return readNested(cursor, () => readTuple(cursor));
	if (next === '{') return readNested(cursor, () => readDict(cursor));
	if (startsPythonString(cursor)) return readStrings(cursor);
	const word = readWord(cursor);
	return word === undefined ? readNumber(cursor) : word.value;
}

function readNested(cursor: LiteralCursor, read: () => unknown): unknown {
	if (cursor.depth === LIMITS.jsonDepth) {
		throw new LiteralFault(cursor.at, `nests deeper than ${LIMITS.jsonDepth} levels`);
	}
	cursor.depth += 1;
	cursor.at += 1;
	const value = read();
	cursor.depth -= 1;
	return value;
}

function readItems(cursor: LiteralCursor, close: string): { items: unknown[]; hasComma: boolean } {
	const items: unknown[] = [];
	let hasComma = false;
	while (!eat(cursor, close)) {
		if (items.length > 0 && !hasComma) throw lacking(cursor, 'a comma');
		items.push(readValue(cursor));
		hasComma = eat(cursor, ',');
	}
	return { items, hasComma: hasComma || items.length > 1 };
}

/** `(1,)` is a tuple, `(1)` is 1. */
function readTuple(cursor: LiteralCursor): unknown {
	const { items, hasComma } = readItems(cursor, ')');
	return items.length === 1 && !hasComma ? items[0] : items;
}

function readDict(cursor: LiteralCursor): unknown {
	const entries = new Map<string, unknown>();
	let hasComma = true;
	while (!eat(cursor, '}')) {
		if (!hasComma) throw lacking(cursor, 'a comma');
		const start = cursor.at;
		const key = readKey(cursor);
		if (!eat(cursor, ':')) throw lacking(cursor, 'a colon after a key');
		if (entries.has(key)) throw new LiteralFault(start, 'has a key twice in one dict');
		entries.set(key, readValue(cursor));
		hasComma = eat(cursor, ',');
	}
	return Object.fromEntries(entries);
}

function readKey(cursor: LiteralCursor): string {
	const start = cursor.at;
	const key = readValue(cursor);
	if (typeof key === 'object' && key !== null) {
		throw new LiteralFault(start, 'has a key that is neither a string nor a number');
	}
	return String(key);
}

/** One string, or several that stand side by side and are one. */
function readStrings(cursor: LiteralCursor): string {
	const parts: string[] = [];
	while (startsPythonString(cursor)) {
		parts.push(readPythonString(cursor));
		skipBlanks(cursor);
	}
	return parts.join('');
}

function readWord(cursor: LiteralCursor): { readonly value: unknown } | undefined {
	const word = /[A-Za-z]+/y;
	word.lastIndex = cursor.at;
	const found = word.exec(cursor.text)?.[0];
	if (found === undefined) return undefined;
	if (!Object.hasOwn(WORDS, found)) {
		throw new LiteralFault(cursor.at, 'holds a name that is neither True, False nor None');
	}
	cursor.at += found.length;
	return { value: WORDS[found] };
}

function readNumber(cursor: LiteralCursor): number {
	NUMBER.lastIndex = cursor.at;
	const found = NUMBER.exec(cursor.text)?.[0];
	if (found === undefined)
		throw new LiteralFault(cursor.at, 'holds something that is not a literal');
	const value = toNumber(found.replaceAll('_', ''));
	const isUnsafe = Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.eE]/.test(found);
	if (isUnsafe) throw new LiteralFault(cursor.at, 'holds a whole number beyond 2^53');
	cursor.at += found.length;
	if (/[jJ\w]/.test(cursor.text[cursor.at] ?? '')) {
		throw new LiteralFault(cursor.at, 'holds something that is not a literal');
	}
	return value;
}

function toNumber(text: string): number {
	const sign = text.startsWith('-') ? -1 : 1;
	const value = sign * Number(text.replace(/^[+-]/, ''));
	return value === 0 ? 0 : value;
}

function lacking({ text, at }: LiteralCursor, what: string): LiteralFault {
	return new LiteralFault(at, at < text.length ? `lacks ${what}` : 'ends too early');
}

function eat(cursor: LiteralCursor, character: string): boolean {
	skipBlanks(cursor);
	if (cursor.text[cursor.at] !== character) return false;
	cursor.at += 1;
	return true;
}

function skipBlanks(cursor: LiteralCursor): void {
	while (/[ \t\r\n\f]/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}
