import { describe, expect, test } from 'vitest';
import {
	columnKeys,
	compareRows,
	isCriteriaSort,
	nextCriteriaSort,
	readCriteriaSort,
} from './criteria-sort.ts';
import { column, row } from './fixtures/criteria.ts';

const keys = ['whole', 'efficiency', 'security'];

test('a column is named by its criterion, or by its judge where that names no single column', () => {
	const columns = [
		column(null),
		column('efficiency'),
		column('security', 'new@2'),
		column('security', 'new@1'),
		column('model'),
	];
	const named = ['whole', 'efficiency', 'new@2', 'new@1', 'judge-model@1'];
	expect(columnKeys({ columns })).toEqual(named);
	expect(columnKeys({ columns: [column(null), column('whole')] })).toEqual([
		'judge-whole@1',
		'judge-whole@1',
	]);
});

test.each([
	[undefined, { column: 0, isUp: false }],
	['whole', { column: 0, isUp: false }],
	['-whole', { column: 0, isUp: true }],
	['security', { column: 2, isUp: false }],
	['-security', { column: 2, isUp: true }],
	['model', { column: 'model', isUp: true }],
	['-model', { column: 'model', isUp: false }],
	['nothing', { column: 0, isUp: false }],
])('?sort=%s sorts by %j', (text, sort) => {
	expect(readCriteriaSort(text, keys)).toEqual(sort);
});

test('the head of a column leads to its usual direction, and from there to the other one', () => {
	const next = (text: string | undefined, column: number | 'model') =>
		nextCriteriaSort(readCriteriaSort(text, keys), column, keys);
	expect([next(undefined, 0), next('-whole', 0), next('security', 0)]).toEqual([
		'-whole',
		undefined,
		undefined,
	]);
	expect([next(undefined, 1), next('efficiency', 1), next('-efficiency', 1)]).toEqual([
		'efficiency',
		'-efficiency',
		'efficiency',
	]);
	expect([next(undefined, 'model'), next('model', 'model')]).toEqual(['model', '-model']);
	expect(
		['-model', 'whole', 'nothing', '--whole'].map((text) => isCriteriaSort(text, keys)),
	).toEqual([true, true, false, false]);
});

describe('rows', () => {
	const rows = [
		row('Basalt', [0.4, 0.9]),
		row('Alder', [0.6, undefined]),
		row('Cedar', [null, 0.9]),
		row('Elm', [0.8, 0.2]),
	];
	test.each([
		[0, false, ['Elm', 'Alder', 'Basalt', 'Cedar']],
		[0, true, ['Basalt', 'Alder', 'Elm', 'Cedar']],
		[1, false, ['Basalt', 'Cedar', 'Elm', 'Alder']],
		[1, true, ['Elm', 'Basalt', 'Cedar', 'Alder']],
		['model', true, ['Alder', 'Basalt', 'Cedar', 'Elm']],
		['model', false, ['Elm', 'Cedar', 'Basalt', 'Alder']],
	] as const)('sorted by %s, upwards %s: without a number last', (column, isUp, names) => {
		const sorted = rows.toSorted(compareRows({ column, isUp }));
		expect(sorted.map(({ model }) => model.name)).toEqual(names);
	});
});
