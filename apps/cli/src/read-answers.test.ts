import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAnswers, readFieldMap } from './read-answers.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-answers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array, map?: string): Promise<unknown[]> {
	const path = join(folder, 'answers');
	await writeFile(path, content);
	const bytes = await readAnswers(path, map === undefined ? undefined : readFieldMap(map));
	const lines = new TextDecoder().decode(bytes).trimEnd().split('\n');
	return lines.map((line): unknown => JSON.parse(line));
}

test.each([
	['commas', 'question_id,response\nq1,"a ""b"", c\nd"\nq2,\n'],
	[
		'semicolons and Windows line ends',
		'\ufeffquestion_id;response\r\nq1;"a ""b"", c\nd"\r\nq2;\r\n',
	],
	['tabs', 'question_id\tresponse\nq1\t"a ""b"", c\nd"\n\nq2\t\n'],
])('CSV with %s has cells with quotation marks and line ends', async (_, text) => {
	expect(await read(text)).toEqual([
		{ question_id: 'q1', response: 'a "b", c\nd' },
		{ question_id: 'q2', response: '' },
	]);
});

test('a row of CSV with too few or too many cells, or an open one, refuses the file by its line', async () => {
	await expect(read('question_id,response\nq1,a,b\n')).rejects.toThrow('line 2');
	await expect(read('question_id,response\nq1,"a\n')).rejects.toThrow('line 2');
});

test('fields of other names become ours, in CSV and in JSON, packed or not', async () => {
	const map = 'response=completion, question_id=task';
	const expected = [{ question_id: 'q1', response: 'x', task: 'q1', completion: 'x' }];
	expect(await read('task,completion,id\nq1,x,7\n', map)).toMatchObject(expected);
	expect(await read('{"task":"q1","completion":"x"}\n', map)).toEqual(expected);
	expect(await read('[{"task":"q1","completion":"x"}]', map)).toEqual(expected);
	expect(await read(gzipSync('{"task":"q1","completion":"x"}\n'), map)).toEqual(expected);
	expect(await read('{"task":"q1"}\n', map)).toEqual([{ question_id: 'q1', task: 'q1' }]);
});

test('a file that is not JSON cannot be mapped, and says which rows are not', async () => {
	await expect(read('{"a":1}\n[2]\n{"b":\n', 'response=a')).rejects.toThrow(/Row 2[\s\S]*Row 3/);
});

test.each(['response', 'response=', '=x', 'response=a=b', 'response=a,response=b', ''])(
	'the map "%s" is refused',
	(text) => {
		expect(() => readFieldMap(text)).toThrow('--map');
	},
);
