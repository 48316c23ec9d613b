import { expect, test } from 'vitest';
import { cutLive } from './live-parts.ts';

const row = (id: number, text: string) => `<tr data-part="${id}"><td>${text}</td></tr>`;
const page = (rows: readonly string[], foot = '') =>
	`<html><main id="content"><h1>Runs</h1><table>${rows.join('')}</table>${foot}</main><footer>x</footer></html>`;

test('a reader that has all pieces but one gets that one, and puts the same page together', () => {
	const before = Array.from({ length: 200 }, (_, at) => row(at, 'judging'));
	const first = cutLive(page(before), '');
	expect(first?.parts).toHaveLength(201);
	const after = before.with(7, row(7, 'done'));
	const second = cutLive(page(after), first?.parts.join(' ') ?? '');
	expect(Object.values(second?.added ?? {})).toEqual([row(7, 'done')]);
	const known = { ...first?.added, ...second?.added };
	const html = second?.parts.map((name) => known[name]).join('') ?? '';
	expect(`<html>${html}</main><footer>x</footer></html>`).toBe(page(after));
	expect(cutLive(page(after), second?.parts.join(' ') ?? '')?.added).toEqual({});
});

test.each([
	['text that looks like a piece', row(1, '&lt;tr data-part="2"> <tr data-part="3')],
	['a page within the page', row(1, '</main><main id="content">')],
	['2,000 pieces', Array.from({ length: 2_000 }, (_, at) => row(at, 'x')).join('')],
])('%s changes nothing about the whole, and the names stay few', (_, text) => {
	const cut = cutLive(page([text]), 'nothing of this');
	expect(cut?.parts.length).toBeLessThanOrEqual(400);
	expect(cut?.parts.map((name) => cut.added[name]).join('')).toContain(text);
});

test('a page without a main part has no pieces', () => {
	expect(cutLive('<html></html>', '')).toBeUndefined();
});
