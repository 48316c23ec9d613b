import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { layOutTable } from './table.ts';

type Row = { readonly name: string; readonly n: number };
const COLUMNS = [
	{ title: 'Name', cell: ({ name }: Row) => name, least: 6 },
	{ title: 'n', cell: ({ n }: Row) => String(n), isNumber: true },
];

test('numbers are aligned to the right, texts to the left', () => {
	const rows = [
		{ name: 'a', n: 5 },
		{ name: 'bcdef', n: 123 },
	];
	expect(layOutTable(COLUMNS, rows)).toEqual(['Name     n', 'a        5', 'bcdef  123']);
});

test('a long name is cut so that the table fits the terminal', () => {
	const lines = layOutTable(COLUMNS, [{ name: 'a name without end', n: 1 }], 12);
	expect(lines).toEqual(['Name       n', 'a name w…  1']);
});

test('columns stay aligned beside wide and combining characters', () => {
	const [, wide = '', combining = ''] = layOutTable(COLUMNS, [
		{ name: '模型', n: 1 },
		{ name: 'e\u0301', n: 2 },
	]);
	expect(stringWidth(wide)).toBe(stringWidth(combining));
});

test('a name with a line end stays on its line', () => {
	expect(layOutTable(COLUMNS, [{ name: 'a\nb', n: 1 }])[1]).toBe('a\\nb  1');
});
