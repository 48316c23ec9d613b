import { expect, test } from 'vitest';
import { createHighlighter, HIGHLIGHT_LIMITS } from './highlight-code.ts';

const JAVA = 'class A { int b = 1; }\n';

test('code of a known language is coloured, other code is only escaped', () => {
	const highlight = createHighlighter();
	expect(highlight(JAVA, 'Java {.numberLines}').html).toContain('hljs-keyword');
	expect(highlight('<b>', 'no-such-language')).toEqual({ html: '&lt;b&gt;', isPlain: false });
	expect(highlight('<b>', '')).toEqual({ html: '&lt;b&gt;', isPlain: false });
});

test.each([
	['a long block', JAVA.repeat(1000)],
	['an identifier without end', `int ${'a$'.repeat(300)} = 1;`],
	['a number without end', '1'.repeat(600)],
	['blanks without end', `int${' '.repeat(600)}a;`],
])('%s is shown without colours, and says so', (_, code) => {
	expect(createHighlighter()(code, 'java')).toEqual({ html: code, isPlain: true });
});

test('a page colours so many characters of all its blocks', () => {
	const highlight = createHighlighter(() => 0);
	const block = JAVA.repeat(400);
	const coloured = Array.from({ length: 20 }, () => highlight(block, 'java').isPlain);
	const most = Math.floor(HIGHLIGHT_LIMITS.page / block.length);
	expect(coloured.filter((isPlain) => !isPlain)).toHaveLength(most);
});

test('a page colours for so long', () => {
	let now = 0;
	const highlight = createHighlighter(() => (now += HIGHLIGHT_LIMITS.ms / 2));
	expect(highlight(JAVA, 'java').isPlain).toBe(false);
	expect(highlight(JAVA, 'java').isPlain).toBe(false);
	expect(highlight(JAVA, 'java').isPlain).toBe(true);
});
