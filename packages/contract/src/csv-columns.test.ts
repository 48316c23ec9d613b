import { expect, test } from 'vitest';
import { type FieldColumns, joinColumns, partColumns } from './csv-columns.ts';

type Row = { readonly name: string; readonly span?: { low: number; high: number } | null };

const SPAN = partColumns<{ low: number; high: number }>('span', { low: '_low', high: '_high' });
const FIELDS: FieldColumns<Row> = { span: SPAN, name: { title: (name) => name } };

test('columns come in the order in which they are written down, each reading its own field', () => {
	const columns = joinColumns(FIELDS);
	expect(Object.keys(columns)).toEqual(['span_low', 'span_high', 'title']);
	const row = { name: 'a', span: { low: 1, high: 2 } };
	expect(Object.values(columns).map((read) => read(row))).toEqual([1, 2, 'a']);
});

test('the parts of an absent object are absent', () => {
	const columns = joinColumns<Row>({ ...FIELDS, name: 'shown elsewhere' });
	for (const row of [{ name: 'a' }, { name: 'a', span: null }])
		expect(Object.values(columns).map((read) => read(row))).toEqual([null, null]);
});

test('a field without a column or a reason, and one that is no field, do not compile', () => {
	// @ts-expect-error The field `span` is missing.
	const missing: FieldColumns<Row> = { name: FIELDS.name };
	// @ts-expect-error There is no field `age`.
	const unknown: FieldColumns<Row> = { ...FIELDS, age: 'none' };
	expect([missing, unknown].map((fields) => Object.keys(fields).length)).toEqual([1, 3]);
});
