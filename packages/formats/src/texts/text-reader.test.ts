import { expect, test } from 'vitest';
import { toBytes } from '../bytes/test-bytes.ts';
import { textsOf } from './text-fields.ts';
import { createTextReader, TEXT_LINE_BYTES, type TextRow } from './text-reader.ts';

function readAll(bytes: Uint8Array, step = bytes.length): readonly TextRow[] {
	const reader = createTextReader();
	const rows: TextRow[] = [];
	for (let from = 0; from < bytes.length; from += step)
		rows.push(...reader.push(bytes.subarray(from, from + step)));
	rows.push(...reader.end());
	return rows;
}

test.each([
	[{ text: 'a' }, [['text', 'a']]],
	[
		{ instruction: 'a', input: '', output: 'b' },
		[
			['instruction', 'a'],
			['output', 'b'],
		],
	],
	[{ messages: [{ role: 'user', content: 'a' }] }, [['messages', 'a']]],
	[{ messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] }, [['messages', 'a']]],
	[
		{
			conversations: [
				{ from: 'human', value: 'a' },
				{ from: 'gpt', value: 'b' },
			],
		},
		[
			['conversations', 'a'],
			['conversations', 'b'],
		],
	],
	[
		{ chosen: [{ role: 'user', content: 'a' }], rejected: 'b' },
		[
			['chosen', 'a'],
			['rejected', 'b'],
		],
	],
	[
		{ task_id: 'x', instruction: 'a', choices: ['b', 'c'] },
		[
			['instruction', 'a'],
			['choices', 'b'],
			['choices', 'c'],
		],
	],
	[{ 'gpt-4_response': 'a', id: 'x' }, [['gpt-4_response', 'a']]],
	[
		{ messages: "[{'role': 'user', 'content': 'a'}]" },
		[['messages', "[{'role': 'user', 'content': 'a'}]"]],
	],
	[{ turns: [{ content: 'a' }] }, [['turns', 'a']]],
	['bare', [['', 'bare']]],
	[{ text: '', content: null }, []],
] as const)('the texts of %j are %j', (record, texts) => {
	expect(textsOf(record)?.map(({ field, text }) => [field, text])).toEqual(texts);
});

test.each([[{ id: 1, body: 'a' }], [[1, 2]], [42], [null], [{ text: 5 }], [{}]])(
	'the shape of %j is unknown',
	(record) => {
		expect(textsOf(record)).toBeUndefined();
	},
);

test('a field of any name is read where it is named, and then no other', () => {
	const record = { body: 'a', text: 'b' };
	expect(textsOf(record, ['body'])).toEqual([{ field: 'body', text: 'a' }]);
	expect(textsOf(record, ['title'])).toBeUndefined();
});

test('a byte order mark, CRLF, blank lines and a last line without an end are tolerated, however a file is cut', () => {
	const bytes = toBytes('\ufeff{"text":"ä"}\r\n\r\n"b"\n{"text":"c"}');
	for (const step of [1, 3, bytes.length])
		expect(readAll(bytes, step)).toEqual([
			{ kind: 'texts', line: 1, texts: [{ field: 'text', text: 'ä' }] },
			{ kind: 'texts', line: 3, texts: [{ field: '', text: 'b' }] },
			{ kind: 'texts', line: 4, texts: [{ field: 'text', text: 'c' }] },
		]);
});

test('the items of a JSON array are read', () => {
	expect(readAll(toBytes('[{"text":"a"},\n{"text":"b"}]')).map(({ line }) => line)).toEqual([1, 2]);
	expect(readAll(toBytes('[{"text":"a"}')).at(-1)).toMatchObject({ kind: 'texts' });
});

test('a line that cannot be read has its reason, and the next one is read', () => {
	const bytes = Buffer.concat([
		toBytes('{"text": NaN}\nOnce upon a time\n{"a": 1, "b": 2}\n7\n'),
		Uint8Array.of(0x22, 0xff, 0x22, 0x0a),
		toBytes(`"${'x'.repeat(TEXT_LINE_BYTES)}"\n"last"\n`),
	]);
	expect(readAll(bytes)).toEqual([
		{ kind: 'unread', line: 1, reason: 'not-json', says: 'it begins with "{"text": NaN}"' },
		{ kind: 'unread', line: 2, reason: 'not-json', says: 'it begins with "Once upon a time"' },
		{ kind: 'unread', line: 3, reason: 'unknown-shape', says: 'its fields are a, b' },
		{ kind: 'unread', line: 4, reason: 'unknown-shape', says: 'it is the value 7' },
		{ kind: 'unread', line: 5, reason: 'not-utf8', says: 'byte 2 of the line is not valid UTF-8' },
		{
			kind: 'unread',
			line: 6,
			reason: 'too-long',
			says: 'it has more than 16,777,216 bytes (16 MiB)',
		},
		{ kind: 'texts', line: 7, texts: [{ field: '', text: 'last' }] },
	]);
});

test('a CSV, a Parquet file and UTF-16 are refused in one sentence', () => {
	const refusalOf = (bytes: Uint8Array) => {
		const reader = createTextReader();
		expect([...reader.push(bytes), ...reader.end()]).toEqual([]);
		return reader.refusal();
	};
	expect(refusalOf(toBytes('id,prompt\n1,a\n'))).toBe(
		'The file is CSV; write it as JSONL, one JSON object on a line, such as {"text": "…"}.',
	);
	expect(refusalOf(toBytes('PAR1 and more\n'))).toMatch(/Parquet/);
	expect(refusalOf(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x0a))).toMatch(/UTF-16/);
});
