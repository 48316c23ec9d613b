import { expect, test } from 'vitest';
import { cutLive, type LiveParts, nameOf } from './live-parts.ts';

const row = (id: number, text: string) => `<tr data-part="${id}"><td>${text}</td></tr>`;
const page = (rows: readonly string[], foot = '') =>
	`<html><main id="content"><h1>Runs</h1><table>${rows.join('')}</table>${foot}</main><footer>x</footer></html>`;

/** What a reader has after an answer. */
function put(parts: LiveParts | undefined, has: readonly string[] = []): readonly string[] {
	return (parts ?? []).flatMap((part) => (typeof part === 'string' ? [part] : has.slice(...part)));
}
const namesOf = (pieces: readonly string[]) => pieces.map(nameOf).join(' ');

test('a reader that has all pieces but one gets that one, and puts the same page together', () => {
	const before = Array.from({ length: 200 }, (_, at) => row(at, 'judging'));
	const first = put(cutLive(page(before), ''));
	expect(first).toHaveLength(201);
	const after = before.with(7, row(7, 'done'));
	const second = cutLive(page(after), namesOf(first));
	expect(second).toEqual([[0, 8], row(7, 'done'), [9, 201]]);
	const pieces = put(second, first);
	expect(`<html>${pieces.join('')}</main><footer>x</footer></html>`).toBe(page(after));
	expect(cutLive(page(after), namesOf(pieces))).toEqual([[0, 201]]);
});

test('rows in another order, fewer of them and equal ones are named by their places', () => {
	const pieces = put(cutLive(page([row(1, 'a'), row(2, 'b'), row(3, 'c')]), ''));
	const after = page([row(3, 'c'), row(1, 'a'), row(1, 'a')]);
	const answer = cutLive(after, namesOf(pieces));
	expect(`<html>${put(answer, pieces).join('')}</main><footer>x</footer></html>`).toBe(after);
});

test.each([
	[
		'an age',
		'<time data-age=" ago" datetime="x">3 min ago</time>',
		'<time data-age=" ago" datetime="x">4 min ago</time>',
	],
	[
		'how a browser writes text',
		'<td title="&#39;">a > b\u00a0&amp;gt;</td>',
		'<td title="\'">a &gt; b&nbsp;&amp;gt;</td>',
	],
	[
		'how a browser ends what is empty',
		'<input name="x"/><path d="M0"/>',
		'<input name="x"><path d="M0"></path>',
	],
])('%s gives a piece no other name', (_, one, other) => {
	expect(nameOf(one)).toBe(nameOf(other));
});

test.each([
	['a state', row(1, 'judging'), row(1, 'done')],
	['a text that shows an entity', row(1, '&gt;'), row(1, '&amp;gt;')],
	['another instant', '<time data-age="" datetime="x">', '<time data-age="" datetime="y">'],
])('%s gives a piece another name', (_, one, other) => {
	expect(nameOf(one)).not.toBe(nameOf(other));
});

test.each([
	['text that looks like a piece', row(1, '&lt;tr data-part="2"> <tr data-part="3')],
	['a page within the page', row(1, '</main><main id="content">')],
	['2,000 pieces', Array.from({ length: 2_000 }, (_, at) => row(at, 'x')).join('')],
])('%s changes nothing about the whole, and the pieces stay few', (_, text) => {
	const cut = put(cutLive(page([text]), 'nothing of this'));
	expect(cut.length).toBeLessThanOrEqual(400);
	expect(cut.join('')).toContain(text);
});

test('a page without a main part has no pieces', () => {
	expect(cutLive('<html></html>', '')).toBeUndefined();
});
