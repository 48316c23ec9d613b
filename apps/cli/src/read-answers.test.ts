import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAnswers, readMapOption } from './read-answers.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-answers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array): Promise<unknown[]> {
	const path = join(folder, 'answers');
	await writeFile(path, content);
	const bytes = await readAnswers(path);
	const lines = new TextDecoder().decode(bytes).trim().split('\n');
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

test('a packed file is unpacked, and other JSON stays as it is', async () => {
	expect(await read(gzipSync('{"task":"q1","completion":"x"}\n'))).toEqual([
		{ task: 'q1', completion: 'x' },
	]);
	expect(await read('[{"task":"q1"}]')).toEqual([[{ task: 'q1' }]]);
});

test.each(['response', 'response=', '=x', 'response=a=b', 'response=a,response=b', ''])(
	'the map "%s" is refused',
	(text) => {
		expect(() => readMapOption(text)).toThrow('--map');
	},
);
