import { expect, test } from 'vitest';
import { nextCategorySort, readCategorySort, sortByCategory } from './category-sort.ts';

const COLUMNS = ['web', '-odd'];
const score = (value: number | undefined) =>
	value === undefined ? null : { value, low: 0, high: 1, method: 'trinomial' as const };
const row = (name: string, overall: number, ...cells: readonly (number | undefined)[]) => ({
	submission_id: name,
	model: { slug: name, name, organisation: null, open_weights: null, licence: null, variant: {} },
	overall: score(overall),
	cells: cells.map((value) => ({ n: 1, scored: value === undefined ? 0 : 1, score: score(value) })),
});
const ROWS = [row('a', 0.9, 0.2, 0.5), row('b', 0.5, undefined, 0.6), row('c', 0.1, 0.7, 0.5)];
const sorted = (by: string | null) =>
	sortByCategory(ROWS as never, COLUMNS, readCategorySort(by, COLUMNS))
		.map(({ submission_id: name }) => name)
		.join('');

test.each([
	[null, 'abc'],
	['-', 'cba'],
	['web', 'cab'],
	['-web', 'acb'],
	['-odd', 'bac'],
	['--odd', 'acb'],
	['nothing', 'abc'],
])('rows by %j stand as %s: what has no score is last, what is equal stays', (by, expected) => {
	expect(sorted(by)).toBe(expected);
});

test('the head of a column leads to its order, then to the other direction', () => {
	const next = (by: string | null, column: string | undefined) =>
		nextCategorySort(readCategorySort(by, COLUMNS), column);
	expect([next(null, 'web'), next('web', 'web'), next('-web', 'web')]).toEqual([
		'web',
		'-web',
		'web',
	]);
	expect([next(null, undefined), next('-', undefined), next('web', undefined)]).toEqual([
		'-',
		undefined,
		undefined,
	]);
});
