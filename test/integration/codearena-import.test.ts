import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	folder = await mkdtemp(join(tmpdir(), 'codejoust-test-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
	await server.stop();
	await judge.close();
});

const cli = (args: readonly string[]) =>
	runCli(args, { env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key } });

/** As CodeArena publishes them: lists as Python literals in strings, answers beside the questions. */
const records = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		id: `0a1b${at}`,
		messages: `[{'role': 'user', 'content': 'Reverse list ${at}.\\nIn place.'}]`,
		'base-1_response': `Use reversed() ${at}.`,
		'Other Model_response': `Use a slice ${at}.`,
		difficulty: 'easy',
		programming_language: "['Python']",
		task_type: 'list-handling',
	}));
const asLines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

test('CodeArena’s file is imported by one command, its other answers are submitted, and the mapping is kept', async () => {
	const [questions, mapping] = ['CodeArena_v1.jsonl', 'task_types.json'].map((name) =>
		join(folder, name),
	);
	await writeFile(questions ?? '', asLines(records(3)));
	await writeFile(mapping ?? '', JSON.stringify({ 'list handling': [['Code', 'Lists']] }));
	const command = ['import', 'benchmark', '--slug', 'ca', '--name', 'CodeArena'];
	const files = ['--questions', questions ?? '', '--baseline-model', 'base-1'];
	const first = await cli([...command, ...files, '--task-types', mapping ?? '']);
	expect(first).toMatchObject({ code: 0 });
	expect(first.stdout).toContain('Published ca@1 with 3 questions.');
	expect(first.stderr).toContain('--map "response=Other Model_response"');

	const second = await cli([...command, ...files, '--version', '2', '--submit-others']);
	expect(second).toMatchObject({ code: 0 });
	expect(second.stderr).toContain('the mapping of version 1');
	expect(second.stdout).toMatch(/Submitted 3 answers of Other Model as other-model: sub_/);

	const { client } = server;
	expect((await client.question('ca@2', '0a1b0')).category).toBe('Code');
	expect(await client.benchmark('ca@2')).toMatchObject({ task_types: 1 });
	expect(await client.taskTypes('ca@2')).toEqual({
		task_types: { 'list handling': [{ main: 'Code', sub: 'Lists' }] },
	});
	const shown = await cli(['task-types', 'ca']);
	expect(shown.stdout).toContain('list handling: Code / Lists');
});
