import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { toBytes } from '../bytes/test-bytes.ts';
import { parquetLinesHere } from './parquet/parquet-here.ts';
import { plainChunks } from './plain-chunks.ts';

async function read(file: Uint8Array, size = 7): Promise<string> {
	const chunks = async function* () {
		for (let at = 0; at < file.length; at += size) yield file.slice(at, at + size);
	};
	const plain: Uint8Array[] = [];
	for await (const chunk of plainChunks(chunks(), parquetLinesHere)) plain.push(chunk);
	return Buffer.concat(plain).toString();
}

const json = '{"question_id":"q1","response":"x"}\n';
const rows =
	'\n{"question_id":"q1","response":"a \\"b\\", c\\nd"}\n{"question_id":"q2","response":""}\n';

test.each([
	['JSONL', toBytes(json), json],
	['packed JSONL', gzipSync(json), json],
	['an empty file', toBytes(''), ''],
	['CSV with commas', toBytes('question_id,response\nq1,"a ""b"", c\nd"\nq2,\n'), rows],
	[
		'CSV with semicolons',
		toBytes('\ufeffquestion_id;response\r\nq1;"a ""b"", c\nd"\r\nq2;\r\n'),
		rows,
	],
	['CSV with tabs', toBytes('question_id\tresponse\nq1\t"a ""b"", c\nd"\n\nq2\t\n'), rows],
	// mr-data-converter 52, CartoDB 6178, submersion 190: what spreadsheets write around a table.
	[
		'CSV with a line that names the separator, empty rows and empty columns',
		toBytes('sep=;\r\nquestion_id;response;;\r\nq1;"a ""b"", c\nd";;\r\n;;;\r\nq2;;;\r\n;;;\r\n'),
		`\n${rows}`,
	],
	[
		'CSV with names in other letters',
		toBytes('question_id,Réponse (fr)\nq1,a\n'),
		'\n{"question_id":"q1","Réponse (fr)":"a"}\n',
	],
	['packed CSV', gzipSync('question_id,response\nq1,"a ""b"", c\nd"\nq2,\n'), rows],
])('%s is read, however it is cut', async (_name, file, expected) => {
	expect(await read(file, 1)).toBe(expected);
	expect(await read(file, 1000)).toBe(expected);
});

test.each([
	[
		'too many cells',
		toBytes('question_id,response\nq1,a,b\n'),
		/CSV that cannot be read: .*line 2/,
	],
	[
		'two columns of one name',
		toBytes('question_id,response,response\nq1,a,b\n'),
		/two columns with the name "response"/,
	],
	['an open cell', toBytes('question_id,response\nq1,"a\n'), /line 2/],
	['a truncated packing', gzipSync(json).subarray(0, -10), /end too early/],
	[
		'a broken packing',
		Uint8Array.from([...gzipSync(json).subarray(0, 20), 1, 2, 3]),
		/cannot be unpacked/,
	],
])('%s refuse the file in one sentence', async (_name, file, words) => {
	await expect(read(file, 1000)).rejects.toThrow(words);
});

test('empty cells are absent fields where that is asked for, and a table is known by a name that is given', async () => {
	const file = toBytes('nummer,"aufgabe",stufe,sprachen\n1,Sort,,Go; C#|C\n2,,easy,[1]\n');
	const chunks = async function* () {
		yield file;
	};
	const options = { hasEmptyCellsDropped: true, columns: ['aufgabe'], lists: ['sprachen'] };
	const read: Uint8Array[] = [];
	for await (const chunk of plainChunks(chunks(), parquetLinesHere, options)) read.push(chunk);
	expect(Buffer.concat(read).toString()).toBe(
		'\n{"nummer":"1","aufgabe":"Sort","sprachen":["Go","C#","C"]}\n{"nummer":"2","stufe":"easy","sprachen":"[1]"}\n',
	);
});

test('what a bomb holds beyond the largest file is never unpacked', async () => {
	const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 1 });
	const before = process.memoryUsage().rss;
	let taken = 0;
	const chunks = async function* () {
		for (let at = 0; at < bomb.length; at += 65_536) {
			taken = at;
			yield bomb.subarray(at, at + 65_536);
		}
	};
	const drain = async () => {
		for await (const chunk of plainChunks(chunks(), parquetLinesHere))
			expect(chunk.length).toBeGreaterThan(0);
	};
	await expect(drain()).rejects.toThrow('more than 104,857,600 bytes');
	expect(taken).toBeLessThan(bomb.length / 2);
	expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
});
