import type { LiteralCursor } from './literal-cursor.ts';

/** Why a text is not a Python literal; caught by `readPythonLiteral` and nowhere else. */
export class LiteralFault extends Error {
	readonly at: number;
	constructor(at: number, says: string) {
		super(says);
		this.at = at;
	}
}

const PREFIX = /([A-Za-z]{0,2})('''|"""|'|")/y;
const PREFIXES = ['', 'u', 'r', 'b', 'br', 'rb'];

/** Whether a string, with its prefix, begins at the cursor. */
export function startsPythonString({ text, at }: LiteralCursor): boolean {
	PREFIX.lastIndex = at;
	return PREFIX.test(text);
}

/** Reads one string (never its neighbours); the cursor stands behind its closing quotes afterwards. */
export function readPythonString(cursor: LiteralCursor): string {
	PREFIX.lastIndex = cursor.at;
	const [opening = '', prefix = '', quotes = ''] = PREFIX.exec(cursor.text) ?? [];
	const kind = prefix.toLowerCase();
	if (!PREFIXES.includes(kind)) {
		throw new LiteralFault(cursor.at, `has a string with the prefix ${prefix}, which is not read`);
	}
	cursor.at += opening.length;
	return readBody(cursor, { quotes, isRaw: kind.includes('r'), isBytes: kind.includes('b') });
}

type StringKind = { readonly quotes: string; readonly isRaw: boolean; readonly isBytes: boolean };

function readBody(cursor: LiteralCursor, kind: StringKind): string {
	const start = cursor.at;
	const plain = kind.quotes.length === 1 ? /[^'"\\\r\n]+/y : /[^'"\\]+/y;
	let body = '';
	while (!cursor.text.startsWith(kind.quotes, cursor.at)) {
		plain.lastIndex = cursor.at;
		const run = plain.exec(cursor.text)?.[0] ?? '';
		body += run;
		cursor.at += run.length;
		if (run === '') body += readSpecial(cursor, kind, start);
	}
	cursor.at += kind.quotes.length;
	return body;
}

/** A quote of the other sort, an escape, or the end that should not be here. */
function readSpecial(cursor: LiteralCursor, kind: StringKind, start: number): string {
	const character = cursor.text[cursor.at];
	const isLineEnd = character === '\n' || character === '\r';
	if (character === undefined || isLineEnd) {
		throw new LiteralFault(start, 'has a string that is not closed');
	}
	if (character !== '\\') {
		cursor.at += 1;
		return character;
	}
	return kind.isRaw ? readRawEscape(cursor, start) : readEscape(cursor, kind, start);
}

function readRawEscape(cursor: LiteralCursor, start: number): string {
	const pair = cursor.text.slice(cursor.at, cursor.at + 2);
	if (pair.length < 2) throw new LiteralFault(start, 'has a string that is not closed');
	cursor.at += 2;
	return pair;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
	'\n': '',
	'\\': '\\',
	"'": "'",
	'"': '"',
	a: '\u0007',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(cursor: LiteralCursor, { isBytes }: StringKind, start: number): string {
	const letter = cursor.text[cursor.at + 1];
	if (letter === undefined) throw new LiteralFault(start, 'has a string that is not closed');
	if (letter === '\r') return skip(cursor, cursor.text[cursor.at + 2] === '\n' ? 3 : 2, '');
	const simple = Object.hasOwn(SIMPLE_ESCAPES, letter) ? SIMPLE_ESCAPES[letter] : undefined;
	if (simple !== undefined) return skip(cursor, 2, simple);
	const octal = /^[0-7]{1,3}/.exec(cursor.text.slice(cursor.at + 1, cursor.at + 4))?.[0];
	if (octal !== undefined) {
		return skip(cursor, 1 + octal.length, String.fromCodePoint(Number.parseInt(octal, 8)));
	}
	if (isBytes && letter !== 'x') return skip(cursor, 2, `\\${letter}`);
	if (letter === 'N') throw new LiteralFault(cursor.at, 'has an escape \\N{…}, which is not read');
	const digits = Object.hasOwn(HEX_DIGITS, letter) ? HEX_DIGITS[letter] : undefined;
	// Python keeps an escape that it does not know, backslash and all.
	return digits === undefined ? skip(cursor, 2, `\\${letter}`) : readHex(cursor, letter, digits);
}

function readHex(cursor: LiteralCursor, letter: string, digits: number): string {
	const hex = cursor.text.slice(cursor.at + 2, cursor.at + 2 + digits);
	const code = /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : Number.NaN;
	if (hex.length < digits || !(code <= 0x10ffff)) {
		throw new LiteralFault(
			cursor.at,
			`has an escape \\${letter} without ${digits} valid hex digits`,
		);
	}
	return skip(cursor, 2 + digits, String.fromCodePoint(code));
}

function skip(cursor: LiteralCursor, length: number, value: string): string {
	cursor.at += length;
	return value;
}
