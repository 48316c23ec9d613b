import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCriteriaFile, readJudgeFile } from './read-judge-file.ts';
import { UsageError } from './usage-error.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-judge-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string | Uint8Array): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, text);
	return path;
}

test('prompts are read from files beside it, with the slots of other programs as ours', async () => {
	await write('system.txt', 'Judge.\n\n[[A>>B]]\n');
	await write('user.txt', '{QUESTION}\r\n{ANSWER_A} {ANSWER_B}\n');
	const definition = {
		model: 'm',
		systemPrompt: { file: 'system.txt' },
		userTemplate: { file: 'user.txt' },
	};
	const path = await write('judge.json', JSON.stringify({ slug: 'arena-hard', definition }));
	expect(await readJudgeFile(path)).toEqual({
		judge: {
			slug: 'arena-hard',
			definition: {
				model: 'm',
				systemPrompt: 'Judge.\n\n[[A>>B]]',
				userTemplate: '{{question}}\n{{answer_a}} {{answer_b}}',
			},
		},
		notes: [
			'{QUESTION} is read as {{question}}.',
			'{ANSWER_A} is read as {{answer_a}}.',
			'{ANSWER_B} is read as {{answer_b}}.',
		],
	});
});

test('what the file says of a prompt itself is sent as it is, and what it leaves out stays out', async () => {
	const judge = { from: 'a@1', definition: { systemPrompt: 7, sampling: {} } };
	const path = await write('plain.json', JSON.stringify(judge));
	expect(await readJudgeFile(path)).toEqual({ judge, notes: [] });
});

test.each([
	['{', /is not JSON/],
	['[]', /has no judge/],
	['{"slug": "a"}', /has no judge/],
	['{"definition": {"systemPrompt": {"file": "nowhere.txt"}}}', /nowhere\.txt cannot be read/],
	[new Uint8Array([0xff, 0xfe]), /is not UTF-8 text/],
])('the file %j is wrong usage, with the reason', async (text, reason) => {
	const path = await write('wrong.json', text);
	await expect(readJudgeFile(path)).rejects.toThrow(UsageError);
	await expect(readJudgeFile(path)).rejects.toThrow(reason);
});

test('a file of criteria maps names to texts, in its order', async () => {
	const path = await write(
		'criteria.json',
		'{"zeal": "Which tries harder?", "brevity": "Shorter?"}',
	);
	expect(await readCriteriaFile(path)).toEqual([
		{ name: 'zeal', text: 'Which tries harder?' },
		{ name: 'brevity', text: 'Shorter?' },
	]);
});

test.each([
	['[]', /has no criteria: it has no object that maps names to texts\.$/],
	['{}', /has no criteria: it has no object/],
	['{', /is not JSON/],
	[
		'{"Big O": "Faster?", "brevity": 7, "zeal": null}',
		/"Big O" is no name of a criterion.*; "brevity" has no text, but a value of the type number; "zeal" has no text, but null\.$/,
	],
	['{"brevity": "Shorter?", "brevity": "Longer?"}', /"brevity" is there twice/],
])('the file of criteria %j is wrong usage, with all that is wrong', async (text, reason) => {
	const path = await write('wrong-criteria.json', text);
	await expect(readCriteriaFile(path)).rejects.toThrow(UsageError);
	await expect(readCriteriaFile(path)).rejects.toThrow(reason);
});
