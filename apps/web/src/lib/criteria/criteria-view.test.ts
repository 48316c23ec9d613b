import { expect, test } from 'vitest';
import { viewCriteria } from './criteria-view.ts';
import { column, criteria, row } from './fixtures/criteria.ts';

const found = criteria(
	[column(null), column('efficiency'), column('security')],
	[row('Basalt', [0.4, 0.9, null]), row('Alder', [0.6, 0.2, undefined])],
);
const view = (search = '', of = found) => viewCriteria('some', new URLSearchParams(search), of);

test('columns lead to their boards and sort the table, keeping judge and filters', () => {
	const { columns, modelSort } = view('judge=a@1&org=Treeline&sort=efficiency');
	expect(columns.map(({ title }) => title)).toEqual(['Whole', 'efficiency', 'security']);
	expect(columns.map(({ board }) => board)).toEqual([
		'/b/some?judge=judge-whole%401',
		'/b/some?judge=judge-efficiency%401',
		'/b/some?judge=judge-security%401',
	]);
	const kept = '/b/some/criteria?org=Treeline&judge=a%401';
	expect(columns.map(({ sortPath }) => sortPath)).toEqual([
		kept,
		`${kept}&sort=-efficiency`,
		`${kept}&sort=security`,
	]);
	expect(modelSort).toBe(`${kept}&sort=model`);
});

test('rows are filtered and sorted, and what is not understood is said', () => {
	const namesOf = (search: string) => view(search).rows.map(({ model }) => model.name);
	expect(namesOf('')).toEqual(['Alder', 'Basalt']);
	expect(namesOf('sort=efficiency')).toEqual(['Basalt', 'Alder']);
	expect(namesOf('q=bas')).toEqual(['Basalt']);
	expect(view('sort=size').ignored).toEqual([
		'sort=size: the columns are model, whole, efficiency, security',
	]);
	expect(view('sort=-efficiency')).toMatchObject({ ignored: [], sortText: '-efficiency' });
	expect(view('sort=size&open=maybe').ignored).toHaveLength(2);
});

test('a model that stands in two rows by different submissions is named once', () => {
	const twice = criteria(found.columns, [
		row('Alder', [0.6, undefined, undefined]),
		row('Alder', [undefined, 0.5, undefined], 'sub_other'),
		row('Basalt', [0.4, 0.9, 0.3]),
	]);
	expect(view('', twice).repeated).toEqual(['Alder']);
	expect(view().repeated).toEqual([]);
});

test('a benchmark without a criterion says so, and the rehearsal label needs one column of it', () => {
	expect(view('', criteria([column(null)], [])).hasCriteria).toBe(false);
	expect(view()).toMatchObject({ hasCriteria: true, isRehearsal: false });
	const [whole] = found.columns;
	const rehearsed = whole && { ...whole, judge: { ...whole.judge, is_rehearsal: true } };
	const mixed = criteria([...(rehearsed ? [rehearsed] : []), column('security')], []);
	expect(view('', mixed).isRehearsal).toBe(true);
});
