import { expect, test } from 'vitest';
import { readRows } from '../rows/decode.ts';
import { toBytes } from './test-bytes.ts';

const read = (text: string, limits = { fileBytes: 1e9, recordBytes: 1000, records: 100 }) =>
	[...readRows(toBytes(text), {}, limits)].map((row) =>
		row.kind === 'record' ? [row.line, row.record] : row.problem.reason,
	);
const a = { question_id: 'q1', response: 'x' };
const b = { question_id: 'q2', response: 'y\n{"' };
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

test.each([
	['lines', `${JSON.stringify(a)}\n${JSON.stringify(b)}\n`, [1, 2]],
	['one object that holds a list', JSON.stringify({ model: 'm', results: [a, b] }), [1, 1]],
	['the same on several lines', pretty({ model: 'm', results: [a, b], note: [] }), [4, 8]],
	['the longer of two lists', pretty({ other: [a], rows: [a, b] }), [9, 13]],
	['objects on several lines each', `${pretty(a)}\n${pretty(b)}\n`, [1, 5]],
	[
		'marks where files were joined',
		`\ufeff${JSON.stringify(a)}\n\ufeff\ufeff${JSON.stringify(b)}`,
		[1, 2],
	],
])('records are found in %s', (_name, text, lines) => {
	expect(read(text)).toEqual([
		[lines[0], a],
		[lines[1], b],
	]);
});

test.each([
	['a record with a list', { question_id: 'q', choices: [{ index: 0 }] }],
	['a record that a list is the conversation of', { id: 'q', messages: [{ role: 'user' }] }],
	['a record without lists of objects', { id: 'q', tags: ['a'] }],
])('one object alone that is %s stays a record', (_name, record) => {
	expect(read(pretty(record))).toEqual([[1, record]]);
	expect(read(JSON.stringify(record))).toEqual([[1, record]]);
});

test('an object longer than any record is read by its list, and costs one record of memory', () => {
	const rows = Array.from({ length: 50 }, (_, at) => ({ ...a, question_id: `q${at}` }));
	const whole = read(JSON.stringify({ model: 'm', rows }));
	expect(whole).toEqual(rows.map((row) => [1, row]));
	expect(read(`{"a":"${'x'.repeat(2000)}"}`)).toEqual(['line-too-long']);
});

test.each([
	['a broken first line', `{"a": 1\n${JSON.stringify(b)}\n`, ['invalid-json', [2, b]]],
	['a text with a line end in it', `{"a": "x\n${JSON.stringify(b)}\n`, ['invalid-json', [2, b]]],
	['an object that is cut', '{\n"model": "m",\n"rows": [\n{"a": 1},\n', ['cut']],
	[
		'one broken object of several',
		`${pretty(a)}\n{\n]\n${pretty(b)}`,
		[[1, a], 'invalid-json', [7, b]],
	],
])('%s is told, and the other records are read', (_name, text, rows) => {
	expect(read(text)).toEqual(rows);
});
