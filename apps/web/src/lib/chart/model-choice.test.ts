import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import { fractionsSpec, describeFractions } from './fractions.ts';
import { findChosen, modelChoices } from './model-choice.ts';

const plain = aRow({ slug: 'a' });
const rows = [
	plain,
	{ ...aRow({ slug: 'b' }), submission_id: 's1' },
	{
		...aRow({ slug: 'b' }),
		submission_id: 's2',
		model: { ...aRow({ slug: 'b' }).model, variant: { label: 'careful' } },
	},
];

test('a model is offered by its slug, and by its submission where two variants stand', () => {
	expect(modelChoices(rows).map(({ value, name }) => [value, name])).toEqual([
		['a', 'a'],
		['s1', 'b'],
		['s2', 'b (careful)'],
	]);
});

test('what an address names is found by slug or submission, each once; what is not there is told', () => {
	const found = findChosen(rows, ['s2', 'b', 'a', 'a', 'nobody']);
	expect(found.chosen.map(({ submission_id: id }) => id)).toEqual(['s2', 's1', 'a']);
	expect(found.unknown).toEqual(['nobody']);
});

test('the description of win fractions names the pair furthest apart', () => {
	const cell = (fraction: number | null) => ({ verdict: null, shared: 40, fraction });
	const [a, b] = [
		{ ...plain, cells: [cell(null), cell(0.7)] },
		{ ...aRow({ slug: 'c' }), cells: [cell(0.3), cell(null)] },
	];
	expect(describeFractions({ rows: [a, b] })).toBe(
		'The widest gap: a over c, 70.0% of 40 shared questions. The ranks of the board distinguish 0 of 1 pairs.',
	);
	expect(fractionsSpec({ rows: [a, b] }).cells).toEqual([
		[null, { value: 70, isApart: false }],
		[{ value: 30, isApart: false }, null],
	]);
	expect(describeFractions({ rows: [{ ...plain, cells: [cell(null)] }] })).toMatch(
		/^No two models/,
	);
});
