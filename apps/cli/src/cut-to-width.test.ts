import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cutToWidth } from './cut-to-width.ts';
import { safeText } from './safe-text.ts';

test.each([
	['short enough', 12, 'short enough'],
	['one too long', 11, 'one too lo…'],
	['模型模型', 6, '模型…'],
	['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
	['🇩🇪🇫🇷🇮🇹', 5, '🇩🇪🇫🇷…'],
	['❤️❤️❤️', 3, '❤️…'],
])('%s is cut to %i columns between visible characters', (text, columns, cut) => {
	expect(cutToWidth(text, columns)).toBe(cut);
	expect(stringWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
});

test.each([
	['\u0007\u001b[31m', '\\u0007\\u001b[31m'],
	['a\u200db', 'a\\u200db'],
	['\u202eabc', '\\u202eabc'],
	['\ud800', '\\ud800'],
	['a\nb', 'a\\nb'],
])('an escape of %j takes the columns that are printed for it', (text, printed) => {
	expect(safeText(text)).toBe(printed);
	expect(stringWidth(safeText(text))).toBe(printed.length);
});

test.each(['█', '▏', '─', '●', '—', '…', '≥', '→', '✓'])(
	'%s, which our tables draw, takes one column',
	(drawn) => {
		expect(stringWidth(drawn)).toBe(1);
	},
);
