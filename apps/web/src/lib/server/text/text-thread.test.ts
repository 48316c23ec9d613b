import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { cutTexts, PAGE_LIMITS, type PageTexts } from './page-texts.ts';
import { openTextThread, type TextThread, type TextThreadOptions } from './text-thread.ts';

const threads: TextThread[] = [];
afterEach(async () => {
	for (const thread of threads.splice(0)) await thread.close();
});

function open(options: Partial<TextThreadOptions> = {}): TextThread {
	const worker = () => new Worker(new URL('./text-worker.ts', import.meta.url), { execArgv: [] });
	const thread = openTextThread({ worker, deadlineMs: 60_000, ...options });
	threads.push(thread);
	return thread;
}

/** A thread that lays out the texts "quick", is silent for ever at "slow" and dies at "dead". */
function openStrange(deadlineMs: number): TextThread {
	const code = `
		const { parentPort } = require('node:worker_threads');
		parentPort.on('message', ({ texts }) => {
			for (const [at, { start }] of texts.entries()) {
				if (start === 'slow') for (;;);
				if (start === 'dead') process.exit(1);
				parentPort.postMessage({ kind: 'text', at, html: '<p>' + start + '</p>' });
			}
			parentPort.postMessage({ kind: 'end' });
		});`;
	return open({ worker: () => new Worker(code, { eval: true }), deadlineMs });
}

const page = (...texts: readonly string[]): PageTexts => ({ texts: cutTexts(texts), compared: [] });

test('texts are laid out in their order, and pairs compared', async () => {
	const code = (line: string) => `\`\`\`js\n${line}\n\`\`\``;
	const shown = await open().show({
		texts: cutTexts(['*one*', '', code('let two;')]),
		compared: [['', ''] as const, [code('a'), code('b')] as const],
	});
	expect(shown.htmls[0]).toBe('<p><em>one</em></p>\n');
	expect(shown.htmls[1]).toBe('');
	expect(shown.htmls[2]).toContain('hljs-keyword');
	expect(shown.changes).toEqual([
		undefined,
		[
			{ kind: 'removed', lines: ['a'] },
			{ kind: 'added', lines: ['b'] },
		],
	]);
	expect(shown.isBusy).toBe(false);
});

test('many pages that are asked for together all get their own texts', async () => {
	const thread = open();
	const names = Array.from({ length: 50 }, (_, at) => `page ${at}`);
	const shown = await Promise.all(names.map((name) => thread.show(page(name))));
	expect(shown.map(({ htmls }) => htmls[0])).toEqual(names.map((name) => `<p>${name}</p>\n`));
});

test('what is not laid out at the deadline is shown as it was written, the rest is kept', async () => {
	const thread = openStrange(1_000);
	const { htmls, isBusy } = await thread.show(page('quick', 'slow', '<b>'));
	expect(htmls[0]).toBe('<p>quick</p>');
	expect(htmls[1]).toContain('its layout took too long');
	expect(htmls[2]).toContain('<pre tabindex="0">&lt;b&gt;</pre>');
	expect(isBusy).toBe(false);
	const after = await thread.show(page('quick'));
	expect(after.htmls).toEqual(['<p>quick</p>']);
});

test('a page that waits behind a slow one says that the server is busy', async () => {
	const thread = openStrange(1_000);
	const slow = thread.show(page('slow'));
	const waiting = thread.show(page('quick'));
	expect((await slow).isBusy).toBe(false);
	const { htmls, isBusy } = await waiting;
	if (isBusy) expect(htmls[0]).toContain('the server is busy');
	else expect(htmls[0]).toBe('<p>quick</p>');
});

test('a thread that dies takes one page with it and no other', async () => {
	const thread = openStrange(60_000);
	const [dead, quick] = await Promise.all([thread.show(page('dead')), thread.show(page('quick'))]);
	expect(dead.htmls[0]).toContain('its layout took too long');
	expect(quick.htmls).toEqual(['<p>quick</p>']);
});

test('a page lays out so much and no more, and something of every text', () => {
	const texts = cutTexts(Array.from({ length: 50 }, () => 'x'.repeat(1_000_000)));
	const shown = texts.reduce((sum, { start }) => sum + start.length, 0);
	expect(shown).toBe(PAGE_LIMITS.page + 47 * PAGE_LIMITS.least);
	expect(texts.every(({ length }) => length === 1_000_000)).toBe(true);
});
