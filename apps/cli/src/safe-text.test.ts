import { expect, test } from 'vitest';
import { safeJson, safeLines, safeText } from './safe-text.ts';

const HOSTILE = 'a\x1b[2J\x1b]0;title\x07b\u009b31m\u202ec\u200bd\x7f\u{e0041}';
const DANGEROUS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\u{e0041}]/u;

test('no escape sequence of a name reaches the terminal', () => {
	expect(safeText(HOSTILE)).not.toMatch(DANGEROUS);
});

test('an answer keeps its lines and nothing that moves the cursor', () => {
	expect(safeLines('one\r\n\ttwo\rthree\n')).toEqual(['one', '    two\\rthree', '']);
});

test('JSON is safe to print and parses to the same value', () => {
	const value = { name: HOSTILE, lines: 'one\ntwo' };
	expect(safeJson(value)).not.toMatch(DANGEROUS);
	expect(JSON.parse(safeJson(value))).toEqual(value);
});
