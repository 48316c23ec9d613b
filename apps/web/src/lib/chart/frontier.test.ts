import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import { describeFrontier, frontierRows, frontierSpec, markFrontier } from './frontier.ts';

const baseline = { model: aRow({ slug: 'base' }).model, median_length: 150 };
const rows = [
	aRow({ slug: 'long', score: 0.8, length: 900 }),
	aRow({ slug: 'worse', score: 0.4, length: 300 }),
	aRow({ slug: 'short', score: 0.6, length: 200 }),
	aRow({ slug: 'unscored', length: 10 }),
	aRow({ slug: 'unknown', score: 0.9 }),
];

test('who is beaten in both is off the frontier; who has no score or no length is not there', () => {
	const found = frontierRows({ rows, baseline });
	expect(found.map(({ name, isOnFrontier }) => [name, isOnFrontier])).toEqual([
		['base', true],
		['short', true],
		['worse', false],
		['long', true],
	]);
	expect(describeFrontier(found)).toBe(
		'base, short and long are on the frontier: no other scores at least as high with answers at most as long.',
	);
});

test('a long frontier is described by its ends', () => {
	const many = Array.from({ length: 12 }, (_, at) =>
		aRow({ slug: `m${at}`, score: at / 12, length: at + 1 }),
	);
	const found = frontierRows({ rows: many, baseline: { ...baseline, median_length: null } });
	expect(frontierSpec(found).points).toHaveLength(12);
	expect(describeFrontier(found)).toMatch(/^12 are on the frontier, from m0 to m11:/);
});

test('every model off the frontier has one on it that is at least as good in both; those on it rise together', () => {
	const point = fc.record({
		x: fc.integer({ min: 0, max: 9 }),
		value: fc.integer({ min: 0, max: 9 }),
	});
	fc.assert(
		fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
			const marked = markFrontier(points);
			const frontier = marked
				.filter(({ isOnFrontier }) => isOnFrontier)
				.sort((a, b) => a.x - b.x || a.value - b.value);
			for (const off of marked.filter(({ isOnFrontier }) => !isOnFrontier))
				expect(frontier.some(({ x, value }) => x <= off.x && value >= off.value)).toBe(true);
			for (const [at, { x, value }] of frontier.entries()) {
				const next = frontier[at + 1];
				if (!next) continue;
				expect(next.x > x ? next.value > value : next.value === value).toBe(true);
			}
		}),
	);
});
