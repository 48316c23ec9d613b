import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { asDrawable, cutText, measureText, replaceUndrawable, wrapText } from './drawable-text.ts';

const { resolve } = createRequire(import.meta.url);

/** The characters of the basic plane that a TrueType font has a glyph for (OpenType, `cmap` format 4). */
function charactersOf(name: string): ReadonlySet<number> {
	const file = readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}`));
	const tables = Array.from({ length: file.readUInt16BE(4) }, (_, at) => 12 + at * 16);
	const cmap = tables.find((at) => file.toString('latin1', at, at + 4) === 'cmap') ?? 0;
	const start = file.readUInt32BE(cmap + 8);
	const subtables = Array.from({ length: file.readUInt16BE(start + 2) }, (_, at) =>
		file.readUInt32BE(start + 4 + at * 8 + 4),
	);
	const table = start + (subtables.find((at) => file.readUInt16BE(start + at) === 4) ?? 0);
	const segments = file.readUInt16BE(table + 6) / 2;
	const found = new Set<number>();
	for (let at = 0; at < segments; at++) {
		const end = file.readUInt16BE(table + 14 + at * 2);
		const first = file.readUInt16BE(table + 16 + segments * 2 + at * 2);
		for (let code = first; code <= end; code++) found.add(code);
	}
	return found;
}

test.each(['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'])(
	'%s has every character that is drawn',
	(font) => {
		const has = charactersOf(font);
		expect(has.size).toBeGreaterThan(3_000);
		const missing = Array.from({ length: 0xfffe }, (_, code) => code).filter((code) => {
			const character = String.fromCharCode(code);
			return asDrawable(`x${character}x`, '') === `x${character}x` && !has.has(code);
		});
		expect(missing.map((code) => code.toString(16))).toEqual([]);
	},
);

test.each([
	['a name', 'GPT-4 (0314)', 'GPT-4 (0314)'],
	['Cyrillic and Greek', 'Модель αβγ', 'Модель αβγ'],
	['lines', ' a\n\tb ', 'a b'],
	['a hidden character, written out', 'a\u202eb', 'a⟦U+202E⟧b'],
	['Han', '模型', 'the-slug'],
	['Arabic', 'نموذج', 'the-slug'],
	['emoji', 'fast 🚀', 'the-slug'],
	['marks upon marks', 'a\u0301\u0301\u0301\u0301b', 'the-slug'],
	['half of a pair', 'a\ud800', 'the-slug'],
	['nothing', ' \n', 'the-slug'],
])('%s is drawn as it can be', (_, text, drawn) => {
	expect(asDrawable(text, 'the-slug')).toBe(drawn);
});

test('a text of a million characters is cut before it is looked at, and no line is wider than its place', () => {
	const font = { px: 50, isBold: true };
	for (const text of [
		'W'.repeat(1_000_000),
		'many words '.repeat(1_000),
		'a-very-long-name_'.repeat(20),
	]) {
		const shown = asDrawable(text, '');
		expect(shown.length).toBeLessThanOrEqual(200);
		const lines = wrapText(shown, 1072, font, 2);
		expect(lines).toHaveLength(2);
		expect(lines[1]).toMatch(/…$/);
		for (const line of lines) expect(measureText(line, font)).toBeLessThanOrEqual(1072);
	}
	expect(cutText('short', 400, font)).toBe('short');
	expect(wrapText('one two', 400, { px: 20 }, 2)).toEqual(['one two']);
});

test('what the fonts have not is replaced, and nothing else', () => {
	expect(replaceUndrawable('<text>Zoë 漢😀 – ok</text>\n')).toBe(
		'<text>Zoë \ufffd\ufffd – ok</text>\n',
	);
});
