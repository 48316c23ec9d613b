import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DecodeLimits, createLineReader, readRows, readValues } from './decode.ts';
import type { Row } from './json-row.ts';
import { LIMITS } from '../checks/limits.ts';
import { toBytes } from '../bytes/test-bytes.ts';

function read(file: string | Uint8Array, limits: DecodeLimits = LIMITS): Row[] {
	return [...readRows(typeof file === 'string' ? toBytes(file) : file, {}, limits)];
}

function records(rows: readonly Row[]): unknown[] {
	return rows.flatMap((row) => (row.kind === 'record' ? [[row.line, row.record]] : []));
}

function faults(rows: readonly Row[]): unknown[] {
	return rows.flatMap((row) =>
		row.kind === 'problem' ? [[row.problem.reason, row.problem.line, row.problem.field]] : [],
	);
}

function concat(...parts: readonly (string | readonly number[])[]): Uint8Array {
	return Uint8Array.from(
		parts.flatMap((part) => [...(typeof part === 'string' ? toBytes(part) : part)]),
	);
}

test.each([
	['plain', '{"a":1}\n{"a":2}\n'],
	['no line end at the end', '{"a":1}\n{"a":2}'],
	['CRLF', '{"a":1}\r\n{"a":2}\r\n'],
	['byte order mark', '\ufeff{"a":1}\n{"a":2}\n'],
])('JSONL is read with its line numbers: %s', (_, file) => {
	expect(records(read(file))).toEqual([
		[1, { a: 1 }],
		[2, { a: 2 }],
	]);
	expect(faults(read(file))).toEqual([]);
});

test('blank lines are skipped and still counted', () => {
	expect(records(read('\n \r\n{"a":1}\n\n{"a":2}\n'))).toEqual([
		[3, { a: 1 }],
		[5, { a: 2 }],
	]);
});

test('a JSON array is read item by item, with line and position', () => {
	const rows = read('\ufeff[\n  {"a": "]},{[\\"" },\n\n  {\n"b": [1, {"c": 2}]}\n]\n');
	expect(rows).toEqual([
		{ kind: 'record', line: 2, item: 1, record: { a: ']},{["' } },
		{ kind: 'record', line: 4, item: 2, record: { b: [1, { c: 2 }] } },
	]);
});

const deep = `{"a":${'['.repeat(64)}${']'.repeat(64)}}`;

test.each<[string, string | Uint8Array, unknown[]]>([
	['an empty file', '', [['empty-file', undefined, undefined]]],
	['only blanks', ' \n\n', [['empty-file', undefined, undefined]]],
	['an empty array', '[ ]', [['empty-file', undefined, undefined]]],
	['gzip', concat([0x1f, 0x8b, 8, 0, 0]), [['compressed', undefined, undefined]]],
	['Parquet', concat([0x50, 0x41, 0x52, 0x31, 21, 0]), [['not-json', undefined, undefined]]],
	['XLS', concat([0xd0, 0xcf, 0x11, 0xe0, 0, 10, 1]), [['not-json', undefined, undefined]]],
	['XLSX', `PK\x03\x04${'\n'.repeat(26)}[Content_Types].xml`, [['not-json', undefined, undefined]]],
	['SQLite', 'SQLite format 3\0\n', [['not-json', undefined, undefined]]],
	['Arrow', 'ARROW1\0\0', [['not-json', undefined, undefined]]],
	['zstd', concat([0x28, 0xb5, 0x2f, 0xfd, 4]), [['not-json', undefined, undefined]]],
	['xz', concat([0xfd, 0x37, 0x7a, 0x58, 0]), [['not-json', undefined, undefined]]],
	['a pickle', concat([0x80, 4, 0x95, 10, 0]), [['not-json', undefined, undefined]]],
	['NUL bytes', concat([0, 0, 0, 0, 0]), [['not-json', undefined, undefined]]],
	['Git LFS', 'version https://git-lfs.github.com/spec/v1\n', [['not-json', undefined, undefined]]],
	['CSV', 'question_id,response\nq1,x\nq2,y\n', [['not-json', undefined, undefined]]],
	['CSV with marks', '\ufeff"id";"answer"\r\n1;2\r\n', [['not-json', undefined, undefined]]],
	['a page', '<!DOCTYPE html>\n<html></html>', [['not-json', undefined, undefined]]],
	['YAML', 'judge_model: gpt-4o\nid: 3\n', [['not-json', undefined, undefined]]],
	[
		'a page after blank lines',
		'\n\r\n  <!doctype html>\n<p>x\n',
		[['not-json', undefined, undefined]],
	],
	['a part of a page', '<body>\n', [['not-json', undefined, undefined]]],
	['bzip2', 'BZh91AY&SY', [['not-json', undefined, undefined]]],
	['UTF-16', concat([0xff, 0xfe], '{\0}\0'), [['invalid-utf8', undefined, undefined]]],
	['UTF-16 without its mark', '{\0}\0', [['invalid-utf8', undefined, undefined]]],
	['a NUL byte', '{"a":1}\n{"a":"x\0"}\n', [['nul-character', 2, undefined]]],
	['an escaped NUL', '{"a":{"b":"\\u0000"}}\n', [['nul-character', 1, 'a.b']]],
	['half a surrogate pair', '{"a":["x","\\ud800"]}\n', [['lone-surrogate', 1, 'a.1']]],
	['half a surrogate pair in a key', '{"\\uDC00":1}\n', [['lone-surrogate', 1, '\udc00']]],
	['a cut last line', '{"a":1}\n{"a":"hal', [['cut', 2, undefined]]],
	['a cut character', concat('{"a":1}\n{"a":"', [0xe2, 0x82]), [['cut', 2, undefined]]],
	['a cut array', '[{"a":1},', [['cut', 1, undefined]]],
	['an array cut inside an item', '[{"a":1},\n{"a":', [['cut', 2, undefined]]],
	['an array without its end', '[{"a":1}', [['cut', 1, undefined]]],
	['an open line in the middle', '{"a":\n{"a":1}\n', [['cut', 1, undefined]]],
	['text with a comma', 'The answer, my friend\n', [['invalid-json', 1, undefined]]],
	['no JSON at all', 'what is this\n', [['invalid-json', 1, undefined]]],
	['a comma too many', '[{"a":1},]', [['invalid-json', 1, undefined]]],
	['text behind an array', '[{"a":1}] {"a":2}', [['invalid-json', 1, undefined]]],
	['a duplicate key', '{"a":1,"b":{"c":1,"c":2}}\n', [['duplicate-key', 1, 'c']]],
	['a duplicate key written otherwise', '{"a":1,"\\u0061":2}\n', [['duplicate-key', 1, 'a']]],
	['too deep', `${deep}\n`, [['too-deep', 1, undefined]]],
	['very deep', `{"a":${'['.repeat(1_000_000)}\n`, [['too-deep', 1, undefined]]],
	['a number', '42\n', [['not-an-object', 1, undefined]]],
	['a string in an array', '["x"]', [['not-an-object', 1, undefined]]],
])('a bad file says what is wrong with which row: %s', (_, file, expected) => {
	expect(faults(read(file))).toEqual(expected);
});

test('a bad row does not hide the rows behind it', () => {
	const rows = read(concat('{"a":1}\n{"a":"', [0xff], '"}\nnope\n{"a":2}\n'));
	expect(records(rows)).toEqual([
		[1, { a: 1 }],
		[4, { a: 2 }],
	]);
	expect(faults(rows)).toEqual([
		['invalid-utf8', 2, undefined],
		['invalid-json', 3, undefined],
	]);
});

test.each([
	['a stray continuation byte', [0x80], 14],
	['an overlong slash', [0xc0, 0xaf], 14],
	['a surrogate in UTF-8', [0xed, 0xa0, 0x80], 14],
	['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 14],
	['a broken three-byte character', [0x61, 0xe2, 0x82, 0x61], 15],
])('invalid UTF-8 is named by its byte: %s', (_, bytes, offset) => {
	const [, row] = read(concat('{"a":1}\n{"a":"', bytes, '"}\n'));
	expect(row).toMatchObject({
		kind: 'problem',
		problem: {
			reason: 'invalid-utf8',
			line: 2,
			message: `Row 2: byte ${offset} of the file is not valid UTF-8; save the file as UTF-8.`,
		},
	});
});

test('a backslash that is escaped itself does not escape the quote behind it', () => {
	expect(read('[{"a":"\\\\"},{"b":"\\\\\\""}]')).toMatchObject([
		{ kind: 'record', record: { a: '\\' } },
		{ kind: 'record', record: { b: '\\"' } },
	]);
	expect(records(read('{"a\\\\":1,"a":2}\n'))).toEqual([[1, { 'a\\': 1, a: 2 }]]);
});

test('offsets count the byte order mark and the blanks before the first record', () => {
	expect(read('\ufeff \n{"a":"\0"}')).toMatchObject([
		{ problem: { line: 2, message: 'Row 2: byte 11 of the file is a NUL byte.' } },
	]);
});

test('64 levels are read', () => {
	const rows = read(`{"a":${'['.repeat(63)}${']'.repeat(63)}}\n`);
	expect(faults(rows)).toEqual([]);
});

test('a Python dict is recognised', () => {
	expect(read("{'a': 1}\n")).toMatchObject([
		{ problem: { message: expect.stringContaining('write it with json.dumps') } },
	]);
});

test('a `__proto__` key is a field like any other', () => {
	const [row] = read('{"__proto__":{"polluted":1}}\n');
	expect(row).toMatchObject({ kind: 'record' });
	expect('polluted' in {}).toBe(false);
});

const small = { fileBytes: 200, recordBytes: 20, records: 3 };

test('a line beyond the limit is refused and the next one is read', () => {
	const rows = read(`{"a":"${'x'.repeat(40)}"}\n{"a":1}\n`, small);
	expect(faults(rows)).toEqual([['line-too-long', 1, undefined]]);
	expect(records(rows)).toEqual([[2, { a: 1 }]]);
});

test('an item beyond the limit is refused and the next one is read', () => {
	const rows = read(`[{"a":"${'x'.repeat(40)}"},{"a":1}]`, small);
	expect(faults(rows)).toEqual([['line-too-long', 1, undefined]]);
	expect(rows[1]).toEqual({ kind: 'record', line: 1, item: 2, record: { a: 1 } });
});

test('reading stops at the limits of rows and of bytes, and says so once', () => {
	const rows = read('{"a":1}\n'.repeat(6), small);
	expect(faults(rows)).toEqual([['too-many-rows', undefined, undefined]]);
	expect(records(rows)).toHaveLength(3);
	const large = read('{"a":1}\n'.repeat(60), { ...LIMITS, fileBytes: 100 });
	expect(faults(large)).toEqual([['file-too-large', undefined, undefined]]);
	expect(records(large)).toHaveLength(12);
});

test('values of a JSON body get the same checks', () => {
	expect([...readValues([{ a: 1 }, 7, { a: '\ud800' }])]).toMatchObject([
		{ kind: 'record', line: 1 },
		{ kind: 'problem', problem: { reason: 'not-an-object', line: 2 } },
		{ kind: 'problem', problem: { reason: 'lone-surrogate', line: 3, field: 'a' } },
	]);
	expect([...readValues([])]).toMatchObject([{ problem: { reason: 'empty-file' } }]);
});

const line = fc
	.oneof(
		fc.json(),
		fc.json().map((text) => `{"v":${text}}`),
		fc.string({ unit: 'binary' }),
		fc.constantFrom('{"a":"é😀"}', '', ' ', '{"a":', '{"a":"\\ud800"}', '{"a":1,"a":2}', '[', ']'),
	)
	.map((text) => [...toBytes(text)]);
const brokenLine = fc.constantFrom([0x22, 0xff], [0x7b, 0xe2, 0x82], [0x7b, 0], [0x22, 0xed, 0xa0]);
const textFile = fc
	.tuple(
		fc.constantFrom('', '\ufeff', '[', ' \n[', '\ufeff\r\n'),
		fc.array(fc.oneof(line, line, brokenLine), { maxLength: 8 }),
		fc.constantFrom('\n', '\r\n', ','),
		fc.constantFrom('', '\n', ']', ']\n', '}'),
	)
	.map(([start, lines, end, tail]) =>
		concat(start, ...lines.flatMap((bytes) => [bytes, end]), tail),
	);
const anyFile = fc.oneof(textFile, fc.uint8Array({ maxLength: 200 }));

test('any way of cutting a file into chunks gives the same rows', () => {
	const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 30 });
	fc.assert(
		fc.property(anyFile, cuts, (file, sizes) => {
			const limits = { fileBytes: 400, recordBytes: 60, records: 6 };
			expect(readInChunks(file, sizes, limits)).toEqual(read(file, limits));
		}),
		{ numRuns: 2000, seed: 7 },
	);
});

/** Feeds one reused buffer, as a stream may. */
function readInChunks(file: Uint8Array, sizes: readonly number[], limits: DecodeLimits): Row[] {
	const reader = createLineReader({}, limits);
	const buffer = new Uint8Array(file.length);
	const rows: Row[] = [];
	let from = 0;
	for (const size of [...sizes, file.length]) {
		const chunk = file.subarray(from, from + size);
		buffer.set(chunk);
		rows.push(...reader.push(buffer.subarray(0, chunk.length)));
		from += chunk.length;
	}
	return [...rows, ...reader.end()];
}

test('a file without an end costs the memory of one record', () => {
	const reader = createLineReader({}, { fileBytes: 1e9, recordBytes: 1000, records: 10 });
	const chunk = toBytes('x'.repeat(100_000));
	for (let count = 0; count < 1000; count += 1) expect(reader.push(chunk)).toEqual([]);
	expect(reader.end()).toMatchObject([{ problem: { reason: 'line-too-long', line: 1 } }]);
});
