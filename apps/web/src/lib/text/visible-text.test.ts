import { expect, test } from 'vitest';
import { showHidden } from './visible-text.ts';

test.each([
	['a\u202eb', 'a⟦U+202E⟧b'],
	['zero\u200bwidth', 'zero⟦U+200B⟧width'],
	['\u001b[31mred', '⟦U+001B⟧[31mred'],
	['tag\u{e0041}', 'tag⟦U+E0041⟧'],
	['nul\u0000', 'nul⟦U+0000⟧'],
])('a hidden character is written out', (text, shown) => {
	expect(showHidden(text)).toBe(shown);
});

test('what is visible stays as it is', () => {
	const text = 'int x = 1;\n\tτ = 2 — “ok” 漢字 👍\r\n';
	expect(showHidden(text)).toBe(text);
});
