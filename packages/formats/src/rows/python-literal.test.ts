import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPythonLiteral } from './python-literal.ts';

// Expected values are what Python 3's ast.literal_eval gives (tuples as lists, dict keys as strings).
test.each<[string, unknown]>([
	["'a'", 'a'],
	['"it\'s"', "it's"],
	["'a\\nb\\t\\\\\\'\\\"'", 'a\nb\t\\\'"'],
	["'\\a\\b\\f\\v\\r'", '\u0007\b\f\v\r'],
	["'\\x41\\u00e9\\U0001F600'", 'Aé😀'],
	["'\\101\\0\\7z'", 'A\0\u0007z'],
	["'\\d\\w\\ '", '\\d\\w\\ '],
	["'a\\\nb'", 'ab'],
	["'a\\\r\nb'", 'ab'],
	["'''a\n'b''c'''", "a\n'b''c"],
	['"""say "hi" """', 'say "hi" '],
	["''", ''],
	["''''''", ''],
	["'a' \"b\"\n'c'", 'abc'],
	["u'a' r'\\n' R'\\''", "a\\n\\'"],
	["b'\\x41\\u0041'", 'A\\u0041'],
	["rb'\\x' bR'y'", '\\xy'],
	['[]', []],
	['()', []],
	['{}', {}],
	['(1)', 1],
	['(1,)', [1]],
	['(1, 2)', [1, 2]],
	['[1, [2, (3,)],]', [1, [2, [3]]]],
	["{'a': 1, 'b': [True, False, None],}", { a: 1, b: [true, false, null] }],
	["{1: 'x', None: 'y'}", { '1': 'x', null: 'y' }],
	['True', true],
	['None', null],
	['-1', -1],
	['+2.5e-3', 0.0025],
	['.5', 0.5],
	['1.', 1],
	['1_000', 1000],
	['0xFF', 255],
	['-0o17', -15],
	['0b101', 5],
	[' [ 1 ] ', [1]],
	[
		"[{'role': 'user', 'content': 'Write `a[\"x\"]` in C++\\n{}'}]",
		[{ role: 'user', content: 'Write `a["x"]` in C++\n{}' }],
	],
])('a Python literal is read as Python reads it: %s', (text, value) => {
	expect(readPythonLiteral(text)).toEqual({ kind: 'value', value });
});

test.each<[string, string]>([
	['', 'ends too early'],
	['[1, 2', 'ends too early'],
	["'abc", 'has a string that is not closed'],
	["'abc\\", 'has a string that is not closed'],
	["'a\nb'", 'has a string that is not closed'],
	["'''abc''", 'has a string that is not closed'],
	["'\\N{DASH}'", 'has an escape \\N{…}, which is not read'],
	["'\\x4'", 'has an escape \\x without 2 valid hex digits'],
	["'\\u12g4'", 'has an escape \\u without 4 valid hex digits'],
	["'\\U00110000'", 'has an escape \\U without 8 valid hex digits'],
	["f'{x}'", 'has a string with the prefix f, which is not read'],
	['[1 2]', 'lacks a comma'],
	["{'a' 1}", 'lacks a colon after a key'],
	["{'a': 1, 'a': 2}", 'has a key twice in one dict'],
	['{[1]: 2}', 'has a key that is neither a string nor a number'],
	['{1, 2}', 'lacks a colon after a key'],
	['1+2j', 'has text after its end'],
	['2j', 'holds something that is not a literal'],
	['__import__("os")', 'holds something that is not a literal'],
	['open("x")', 'holds a name that is neither True, False nor None'],
	['9007199254740993', 'holds a whole number beyond 2^53'],
	['1 1', 'has text after its end'],
])('what is no literal is refused: %s', (text, says) => {
	expect(readPythonLiteral(text)).toMatchObject({ kind: 'fault', says });
});

test.each([65, 1_000_000])('%i levels of brackets are refused', (levels) => {
	const says = 'nests deeper than 64 levels';
	expect(readPythonLiteral('['.repeat(levels))).toMatchObject({ kind: 'fault', at: 64, says });
});

test('whatever Python writes for a list of messages is read back', () => {
	const message = fc.record({ role: fc.string(), content: fc.string({ unit: 'binary' }) });
	fc.assert(
		fc.property(fc.array(message), (messages) => {
			expect(readPythonLiteral(repr(messages))).toEqual({ kind: 'value', value: messages });
		}),
		{ seed: 7 },
	);
});

test('any text is either read or refused, never thrown at', () => {
	const unit = fc.constantFrom(...'[](){}\'"\\,:xuUN0147.eE+-_ \nTrueFalseNone');
	fc.assert(
		fc.property(fc.string({ unit }), (text) => {
			expect(['value', 'fault']).toContain(readPythonLiteral(text).kind);
		}),
		{ numRuns: 3000, seed: 7 },
	);
});

/** Python's repr for the strings and lists of messages. */
function repr(messages: readonly { readonly role: string; readonly content: string }[]): string {
	const items = messages.map(
		({ role, content }) => `{'role': ${reprString(role)}, 'content': ${reprString(content)}}`,
	);
	return `[${items.join(', ')}]`;
}

function reprString(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	const body = [...text].map((character) => {
		if (character === quote || character === '\\') return `\\${character}`;
		if (character === '\n') return '\\n';
		const code = character.codePointAt(0) ?? 0;
		return code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, '0')}` : character;
	});
	return quote + body.join('') + quote;
}
