import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test.each([
	['=1+1', `'=1+1`],
	['+1', `'+1`],
	['-1', `'-1`],
	['@sum', `'@sum`],
	['\tx', `'\\tx`],
	[' =1', `' =1`],
	['＝1', `'＝1`],
	['－1', `'－1`],
	['\r=1', `'\\r=1`],
	['\u200b=1', `'\\u200b=1`],
	['"=1', `"'""=1"`],
	[`'=1`, `''=1`],
])('a spreadsheet runs no formula out of %j', (text, cell) => {
	expect(toCsv([[text]])).toBe(cell);
});

test('a negative number stays a number', () => {
	expect(toCsv([[-1.5, 0, null, true]])).toBe('-1.5,0,,true');
});

test('commas, quotes and line ends of a name stay inside their cell', () => {
	expect(toCsv([['a,b', 'say "x"', 'one\ntwo']])).toBe('"a,b","say ""x""",one\\ntwo');
});

test('lines end as RFC 4180 says', () => {
	expect(toCsv([['a'], ['b']])).toBe('a\r\nb');
});
