import { expect, test } from 'vitest';
import { renderText, renderRaw } from './render-text.ts';

test.each([
	['<script>alert(1)</script>', /<script/],
	['<img src=x onerror=alert(1)>', /<img/],
	['![x](https://example.com/pixel.png)', /<img/],
	['[x](javascript:alert(1))', /href/],
	['[x](data:text/html,hi)', /href/],
	['[x](//example.com)', /href/],
	['<p style="position:fixed">x</p>', /<p style/],
	['<a href="https://example.com" onclick="x()">x</a>', /<a /],
	['# Heading', /<h\d/],
	['| a |\n|:-:|\n| b |', /style=/],
	['```html\n<script>alert(1)</script>\n```', /<script/],
	['```"><script>alert(1)</script>\nx\n```', /<script/],
])('%s leaves nothing dangerous', (text, dangerous) => {
	expect(renderText(text)).not.toMatch(dangerous);
});

test('a link goes out without endorsement', () => {
	expect(renderText('[x](https://example.com/)')).toContain(
		'<a href="https://example.com/" rel="nofollow noopener noreferrer">x</a>',
	);
});

test('code is highlighted by classes only', () => {
	const html = renderText('```python\ndef f(x):\n    return "a"\n```');
	expect(html).toContain('<span class="hljs-keyword">def</span>');
	expect(html).toContain('class="hljs-title function_"');
	expect(html).not.toContain('style');
});

test('a bidi override is written out and marked', () => {
	expect(renderText('a\u202eb')).toContain('<span class="hidden-character">⟦U+202E⟧</span>');
	expect(renderText('`a\u200bb`')).toContain('<span class="hidden-character">⟦U+200B⟧</span>');
});

test.each([
	['one line of a megabyte', 'x'.repeat(1_000_000)],
	['a megabyte of opening brackets', '['.repeat(1_000_000)],
	['a megabyte of stars', '*a '.repeat(333_333)],
	['a megabyte of backticks in growing runs', '`a``b```c'.repeat(110_000)],
	['a megabyte of links never closed', '[a](<b'.repeat(160_000)],
	['a megabyte of entities', '&amp;'.repeat(200_000)],
	['a megabyte of table cells', `|a|b|\n|-|-|\n${'|a|b'.repeat(200_000)}`],
])('%s is shown within three seconds, cut and saying so', (_, text) => {
	const before = process.cpuUsage();
	expect(renderText(text)).toContain('Cut here: ');
	// Of our own time: a busy machine takes more on the clock.
	expect(process.cpuUsage(before).user).toBeLessThan(3000_000);
});

test.each([
	['lists', '- '.repeat(10_000) + 'x'],
	['quotes', '>'.repeat(10_000) + 'x'],
	['emphasis', '*a **b '.repeat(3000) + '** *'.repeat(3000)],
])('10,000 nested %s are shown within a second', (_, text) => {
	const before = process.cpuUsage();
	expect(renderText(text)).not.toBe('');
	// Of our own time: a busy machine takes more on the clock.
	expect(process.cpuUsage(before).user).toBeLessThan(1000_000);
});

test('a line ends where its author ended it', () => {
	expect(renderText('one\ntwo\n\nthree')).toBe('<p>one<br />\ntwo</p>\n<p>three</p>\n');
});

test('a raw text is what was written, line by line, and says where it is cut', () => {
	expect(renderRaw('# <b>\n\u202e*x*', 9)).toBe(
		'<pre class="raw"># &lt;b&gt;\n<span class="hidden-character">⟦U+202E⟧</span>*x*</pre>',
	);
	expect(renderRaw('abc', 1000)).toContain('Cut here: 1,000 characters in all.');
});

test('nesting too deep loses nothing: the source is shown', () => {
	const html = renderText('> '.repeat(500) + 'the end');
	expect(html).toContain('Nested deeper than 24 levels');
	expect(html).toContain('the end');
});
