import { expect, test } from 'vitest';
import { chooseParts, type LiveParts, nameOf, readPieces } from './live-parts.ts';

const row = (id: number, text: string) => `<tr data-part="${id}"><td>${text}</td></tr>`;
const page = (rows: readonly string[], foot = '') =>
	`<html><main id="content"><h1>Runs</h1><table><tbody>${rows.join('')}</tbody></table>${foot}</main><footer>x</footer></html>`;

const cutLive = (html: string, has: string) => {
	const pieces = readPieces(html, has);
	return pieces === undefined ? undefined : chooseParts(pieces).parts;
};
/** What a reader has after an answer. */
function put(parts: LiveParts | undefined, has: readonly string[] = []): readonly string[] {
	return (parts ?? []).flatMap((part) => (typeof part === 'string' ? [part] : has.slice(...part)));
}
const namesOf = (pieces: readonly string[]) => pieces.map(nameOf).join(' ');

test('a reader that has all pieces but one gets that one, and puts the same page together', () => {
	const before = Array.from({ length: 200 }, (_, at) => row(at, 'judging'));
	const first = put(cutLive(page(before), ''));
	// The head, the rows, and what follows them.
	expect(first).toHaveLength(202);
	const after = before.with(7, row(7, 'done'));
	const second = cutLive(page(after), namesOf(first));
	expect(second).toEqual([[0, 8], row(7, 'done'), [9, 202]]);
	const pieces = put(second, first);
	expect(`<html>${pieces.join('')}</main><footer>x</footer></html>`).toBe(page(after));
	expect(cutLive(page(after), namesOf(pieces))).toEqual([[0, 202]]);
});

test('where all rows change and few fit, every row has its turn, and the page is whole meanwhile', () => {
	const pageAt = (tick: number) =>
		page(Array.from({ length: 212 }, (_, at) => row(at, `${tick} games`)));
	let has = put(cutLive(pageAt(0), ''));
	const shown = new Map<string, number>();
	let from = 0;
	for (let tick = 1; tick <= 5; tick += 1) {
		const pieces = readPieces(pageAt(tick), namesOf(has));
		if (!pieces) throw new Error('the page has a main part');
		const { parts, next, sent } = chooseParts(pieces, { most: 50, from });
		expect([sent, next]).toEqual([50, 1 + ((tick * 50) % 212)]);
		from = next ?? 0;
		has = put(parts, has);
		const rows = [...has.join('').matchAll(/<tr data-part="(\d+)"><td>(\d) games<\/td><\/tr>/g)];
		expect(rows.map(([, id]) => Number(id))).toEqual(Array.from({ length: 212 }, (_, at) => at));
		for (const [, id = '', seen] of rows) shown.set(id, Number(seen));
	}
	// 250 turns for 212 rows: none shows what was at first, 38 have had two.
	expect(Math.min(...shown.values())).toBe(1);
	expect([...shown.values()].filter((tick) => tick === 5)).toHaveLength(50);
});

test('rows that are new, gone or last are sent when they have their turn, and never break the table', () => {
	const has = put(cutLive(page([row(1, 'a'), row(2, 'b'), row(3, 'c')]), ''));
	const after = page([row(4, 'd'), row(5, 'e'), row(1, 'A'), row(2, 'B')], '<p>4 runs</p>');
	const first = readPieces(after, namesOf(has));
	if (!first) throw new Error('the page has a main part');
	const answer = chooseParts(first, { most: 1 });
	expect(answer.next).toBe(2);
	const between = put(answer.parts, has);
	expect(`<html>${between.join('')}</main><footer>x</footer></html>`).toBe(
		page([row(4, 'd'), row(1, 'a'), row(2, 'b')], '<p>4 runs</p>'),
	);
	const second = readPieces(after, namesOf(between));
	if (!second) throw new Error('the page has a main part');
	const rest = chooseParts(second, { most: 3, from: answer.next ?? 0 });
	expect(rest.next).toBeNull();
	expect(`<html>${put(rest.parts, between).join('')}</main><footer>x</footer></html>`).toBe(after);
});

test.each([
	['a row', '<tr data-part="1"><td>x</td></tr>', true],
	['an entry with a list in it', '<li data-part="1"><ul><li>x</li></ul></li>\n', true],
	['a row with what follows', '<tr data-part="1"><td>x</td></tr><tr><td>y</td></tr>', false],
	['a part of a row', '<tr data-part="1"><td>x</td>', false],
	['what is not marked', '<tr><td>x</td></tr>', false],
])('%s is named as one element, or not', (_, piece, isWhole) => {
	expect(nameOf(piece).length).toBe(isWhole ? 11 : 10);
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
