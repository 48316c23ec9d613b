import { expect, test } from 'vitest';
import { boardLines } from './board-line.ts';
import { aRow } from './fixtures/row.ts';
import { readSort } from './sort.ts';
import { cutTieGroups } from './tie-sections.ts';

const baseline = { model: { ...aRow().model, slug: 'base', name: 'Base' }, median_length: 500 };
const inGroup = (slug: string, score: number, group: number | null) => ({
	...aRow({ slug, score }),
	tie_group: group,
});
const rows = [
	inGroup('a', 0.8, 1),
	inGroup('b', 0.7, 1),
	inGroup('unranked', 0.65, null),
	inGroup('c', 0.6, 2),
	inGroup('d', 0.3, 3),
];

function sections(sort: string | null, shown = rows) {
	const key = readSort(sort);
	return cutTieGroups(boardLines({ rows: shown, baseline }, key), key, rows).map(
		({ note, lines }) => ({
			note,
			names: lines.map((line) => (line.kind === 'model' ? line.row.model.slug : 'base')),
		}),
	);
}

test('neighbours that cannot be told apart stand together and are said to', () => {
	expect(sections(null)).toEqual([
		{
			note: 'Group 1: 2 models that cannot be told apart from the best of them, a',
			names: ['a', 'b', 'unranked'],
		},
		{ note: undefined, names: ['c', 'base'] },
		{ note: undefined, names: ['d'] },
	]);
	expect(sections('-score').map(({ names }) => names)).toEqual([
		['d', 'base'],
		['c', 'unranked'],
		['b', 'a'],
	]);
});

test('a group counts its hidden models too', () => {
	const [first] = sections(null, rows.slice(1));
	expect(first).toMatchObject({
		names: ['b', 'unranked'],
		note: expect.stringContaining('2 models'),
	});
});

test('in another order there are no groups', () => {
	expect(sections('length')).toHaveLength(1);
});
