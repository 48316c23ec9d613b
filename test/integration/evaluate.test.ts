import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { startCli } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 16;
const REPLIES: Readonly<Record<string, string>> = {
	long: 'A much longer answer. '.repeat(20),
	thinks: '<reason>It may be 4.</reason>The answer is 4, as the list has four numbers in it.',
};
let server: CodejoustServer;
let judge: JudgeServer;
let model: JudgeServer;
let folder: string;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	model = await startJudgeServer({
		latencyMs: 10,
		reply: ({ model: name }) => REPLIES[name] ?? 'No.',
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small', QUESTIONS));
	const { responses, ...rest } = smallSubmission('small', 'strong', QUESTIONS);
	const long = responses.map((row) => ({ ...row, response: `${row.response} `.repeat(9) }));
	const strong = await server.client.createSubmission({ ...rest, responses: long });
	await server.untilOnBoard('small', [strong.id]);
	folder = await mkdtemp(join(tmpdir(), 'codejoust-evaluate-'));
});
afterAll(async () => {
	await server.stop();
	await model.close();
	await judge.close();
	await rm(folder, { recursive: true });
});

const evaluate = (name: string, ...more: readonly string[]) =>
	startCli(
		[
			...['evaluate', '-b', 'small', '-m', name, '--name', `Model ${name}`, '--yes'],
			...['--endpoint', model.baseUrl, '--out', join(folder, `${name}.jsonl`)],
			...['--accept', 'error-text', ...more],
		],
		{ env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key } },
	);

test('one command leads to a private place on the board, also after kills, and the gate decides its exit code', async () => {
	const first = evaluate('short');
	await first.untilSaid('Submission sub_');
	first.child.kill('SIGKILL');
	await first.ended;
	const asked = model.requests.length;
	const gate = ['--gate', 'strong', '--not-worse-than', '5'];
	const { code, stdout, stderr } = await evaluate('short', ...gate).ended;
	expect({ code, stderr }).toEqual({
		code: 6,
		stderr: expect.stringContaining('Gate closed: the difference to Model strong is −100.0 points'),
	});
	expect(stdout).toContain('private: on no board yet');
	expect(stdout).toContain('It would be 2 of 2 on small@1: worse than 1 model.');
	expect(stdout).toContain('Worse than: Model strong.');
	expect(model.requests).toHaveLength(asked);
	const { items } = await server.client.submissions({ mine: 'true' });
	expect(items.filter((one) => one.model.slug === 'short')).toHaveLength(1);
	expect(await readFile(join(folder, 'short.evaluate.json'), 'utf8')).not.toContain(server.key);

	const long = await evaluate('long', ...gate).ended;
	expect({ code: long.code, said: long.stderr }).toEqual({
		code: 0,
		said: expect.stringContaining('Gate passed: the difference to Model strong is 0.0 points'),
	});
	const strict = await evaluate('long', ...gate, '--strict').ended;
	expect({ code: strict.code, said: strict.stderr }).toEqual({
		code: 6,
		said: expect.stringContaining('not shown'),
	});
});

test('what would stop the submission is told before anything is asked', async () => {
	const asked = model.requests.length;
	const { code, stderr } = await startCli(
		[
			...['evaluate', '-b', 'small', '-m', 'nobody', '--yes', '--endpoint', model.baseUrl],
			...['--out', join(folder, 'nobody.jsonl'), '--gate', 'stong', '--not-worse-than', '5'],
		],
		{ env: { CODEJOUST_SERVER: server.address } },
	).ended;
	expect(code).toBe(2);
	expect(stderr.trim().split('\n')).toEqual([
		expect.stringContaining('No key is stored for'),
		'The server knows no model "nobody". Add it with --name "Its display name", or see "codejoust models".',
		'The board of small@1 has no model stong for --gate.',
		'Nothing was asked.',
	]);
	expect(model.requests).toHaveLength(asked);
});

test('thinking is kept apart from the answers; where a file still holds it, it is removed or accepted first', async () => {
	const first = evaluate('thinks');
	await first.untilSaid('Submission sub_');
	first.child.kill('SIGKILL');
	await first.ended;
	const out = join(folder, 'thinks.jsonl');
	const rows = await readFile(out, 'utf8');
	expect(rows).not.toContain('It may be 4.');
	const asked = model.requests.length;
	await writeFile(
		out,
		rows.replace('The answer is 4', '<think>It may be 4.</think>The answer is 4'),
	);
	const refused = await evaluate('thinks').ended;
	expect({ code: refused.code, said: refused.stderr }).toEqual({
		code: 2,
		said: expect.stringContaining('--strip-thinking'),
	});
	const { code, stderr } = await evaluate('thinks', '--strip-thinking').ended;
	expect({ code, stderr }).toEqual({
		code: 0,
		stderr: expect.stringContaining('What the model thought was removed from 1 answer.'),
	});
	expect(model.requests).toHaveLength(asked);
});
