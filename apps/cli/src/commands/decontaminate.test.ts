import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExitCode } from '../exit-code.ts';
import { describeError } from '../describe-error.ts';
import { createProgram } from '../program.ts';
import { createTerminal } from '../terminal.ts';

const words = (from: number) => Array.from({ length: 20 }, (_, at) => `w${from + at}`).join(' ');
const QUESTIONS = [
	{ question_id: 'q-1', prompt: words(0) },
	{ question_id: 'q-2', prompt: words(100) },
	{ question_id: 'q-3', prompt: 'too short for it' },
].map((question) => ({
	...question,
	category: 'a',
	subcategory: 'b',
	languages: [],
	difficulty: 'easy',
}));
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-decontaminate-'));
	await write('questions.jsonl', QUESTIONS.map((question) => JSON.stringify(question)).join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array) =>
	writeFile(join(folder, name), content);

async function decontaminate(
	files: readonly string[],
	...options: readonly string[]
): Promise<{ readonly code: ExitCode; readonly text: string }> {
	const output = new PassThrough();
	const terminal = createTerminal(output, output);
	let code: ExitCode = 0;
	const program = createProgram({ terminal, finish: (each) => (code = each) });
	const paths = files.map((name) => join(folder, name));
	const args = ['decontaminate', join(folder, 'questions.jsonl'), '--against', ...paths];
	try {
		await program.parseAsync([...args, ...options], { from: 'user' });
	} catch (error) {
		const described = describeError(error);
		return { code: described.code, text: described.lines.join('\n').replaceAll(folder, '…') };
	}
	return { code, text: String(output.read() ?? '').replaceAll(folder, '…') };
}

test('a question in a training set is found with its line, its field and the shared words', async () => {
	await write(
		'train.jsonl',
		`{"text": "no"}\r\n${JSON.stringify({ output: `so ${words(0)} so` })}\r\n`,
	);
	const { code, text } = await decontaminate(['train.jsonl']);
	expect(code).toBe(7);
	expect(text).toContain('3 different questions, 1 of fewer than 15 words');
	expect(text).toContain('1 of 3 questions share 15 or more words in a row with 1 line.');
	expect(text).toContain(`q-1: 20 words (100 % of the question), line 2 (output): "${words(0)}"`);
});

test('a packed file is read like a plain one, and --json has the findings', async () => {
	await write('train.jsonl.gz', gzipSync(`${JSON.stringify({ text: words(100) })}\n`));
	const { code, text } = await decontaminate(['train.jsonl.gz'], '--json');
	expect(code).toBe(7);
	expect(JSON.parse(text)).toMatchObject({
		questions: 3,
		short_questions: 1,
		files: [{ kind: 'compared', overlap: { matched: [{ question_id: 'q-2', share: 1 }] } }],
	});
});

test('a short question is found by similarity alone', async () => {
	await write('short.jsonl', '{"text": "Too short for IT!"}\n');
	expect(await decontaminate(['short.jsonl'])).toMatchObject({ code: 0 });
	const { code, text } = await decontaminate(['short.jsonl'], '--similarity', '0.9');
	expect(code).toBe(7);
	expect(text).toContain('q-3: 0.941 similar to line 1 (text)');
});

test('lines that are not read are counted with three examples, and no file is then said to be clean', async () => {
	await write('mixed.jsonl', `{"text": "fine"}\n${'plain words\n'.repeat(4)}{"body": "x"}\n`);
	const { code, text } = await decontaminate(['mixed.jsonl']);
	expect(code).toBe(2);
	expect(text).toContain(
		'4 lines not read, not JSON: line 2: it begins with "plain words"; line 3',
	);
	expect(text).toContain(
		'1 line not read, of no known shape (name the fields with --field): line 6: its fields are body.',
	);
	expect(await decontaminate(['mixed.jsonl'], '--field', 'body')).toMatchObject({ code: 2 });
});

test('the benchmark’s own file is recognised', async () => {
	await write(
		'long.jsonl',
		JSON.stringify({ question_id: 'x', prompt: words(500), category: 'a', subcategory: 'b' }),
	);
	const own = join(folder, 'long.jsonl');
	const output = new PassThrough();
	const program = createProgram({
		terminal: createTerminal(output, output),
		finish: () => undefined,
	});
	await program.parseAsync(['decontaminate', own, '--against', own], { from: 'user' });
	expect(String(output.read())).toContain('it may be the benchmark’s own file');
});

test('what is no such file is refused in a sentence, all of them at once', async () => {
	await write('table.csv', 'id,prompt\n1,a\n');
	await write('empty.jsonl', '');
	await write('cut.jsonl.gz', gzipSync('{"text": "a"}\n'.repeat(1_000)).subarray(0, 40));
	await write('packed.zip', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0, 0));
	expect(await decontaminate(['no.jsonl', '.'])).toEqual({
		code: 2,
		text: '…/no.jsonl cannot be read: there is no such file.\n… is a folder: name the files in it, such as …/*.jsonl.',
	});
	const { code, text } = await decontaminate(['table.csv', 'empty.jsonl', 'packed.zip']);
	expect(code).toBe(2);
	expect(text).toContain('table.csv: The file is CSV; write it as JSONL');
	expect(text).toContain('empty.jsonl: the file holds no records.');
	expect(text).toContain('packed.zip is packed with zip: unpack it, or pack it with gzip.');
	const cut = await decontaminate(['cut.jsonl.gz']);
	expect([cut.code, cut.text.includes('cannot be read to its end')]).toEqual([2, true]);
});
