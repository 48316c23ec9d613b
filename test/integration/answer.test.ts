import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';

const QUESTIONS = 40;
const IN_FLIGHT = 4;
const KEY = 'sk-of-the-submitter';

let server: CodejoustServer;
let model: JudgeServer;
let folder: string;
/** Called with the number of every request of the model. */
let areBatchesSlow = false;
let onRequest: (index: number) => void = () => undefined;

/** Every fourth question has two turns. */
function benchmark() {
	const { questions, ...rest } = smallBenchmark('asked', QUESTIONS);
	return {
		...rest,
		questions: questions.map(({ prompt, ...question }, at) => {
			const first = { role: 'user', content: prompt };
			const second = { role: 'user', content: `And backwards, ${at}?` };
			return { ...question, messages: at % 4 === 3 ? [first, second] : [first] };
		}),
	};
}

beforeAll(async () => {
	server = await startCodejoust();
	await server.client.createBenchmark(benchmark());
	model = await startJudgeServer({
		apiKey: KEY,
		latencyMs: 30,
		fault: (index) => void onRequest(index),
		reply: ({ messages }) => `<think>\nHm.\n</think>\n\nTo "${messages.at(-1)?.content}": yes.`,
		batch: { isSlow: () => areBatchesSlow },
	});
	folder = await mkdtemp(join(tmpdir(), 'codejoust-answer-'));
});
afterAll(async () => {
	await model.close();
	await server.stop();
	await rm(folder, { recursive: true });
});

const args = (out: string, ...more: readonly string[]) => [
	...['answer', '-b', 'asked', '-m', 'lancer', '--endpoint', model.baseUrl, '--key-env', 'KEY'],
	...['--out', join(folder, out), '--yes', ...more],
];
const env = () => ({ CODEJOUST_SERVER: server.address, KEY });
const start = (out: string, ...more: readonly string[]) =>
	startCli(args(out, ...more), { env: env() });

async function readRows(out: string) {
	const text = await readFile(join(folder, out), 'utf8');
	return text
		.trimEnd()
		.split('\n')
		.map((line): Record<string, unknown> => JSON.parse(line));
}

/** How often each prompt was asked since the request of this number. */
function countPrompts(from: number): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { messages } of model.requests.slice(from)) {
		const prompt = JSON.stringify(messages);
		counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
	}
	return counts;
}

test('a command that is killed twice asks only what was in flight again, and its file can be submitted', async () => {
	const options = ['--concurrency', String(IN_FLIGHT), '--sampling', '{"temperature": 0.5}'];
	for (const [kill, at] of [18, 36].entries()) {
		const { child, ended } = start('a.jsonl', ...options);
		onRequest = (index) => void (index >= at && child.kill('SIGKILL'));
		expect(await ended, `kill ${kill}`).toMatchObject({ code: null });
	}
	onRequest = () => undefined;
	const { code, stdout, stderr } = await start('a.jsonl', ...options).ended;
	expect({ code, stderr }).toEqual({
		code: 0,
		stderr: expect.stringContaining('40 of 40 answers'),
	});
	expect(stdout.trim()).toBe(join(folder, 'a.jsonl'));
	const counts = [...countPrompts(0).values()];
	expect(counts).toHaveLength(QUESTIONS + QUESTIONS / 4);
	expect(counts.reduce((sum, times) => sum + times - 1, 0)).toBeLessThanOrEqual(2 * IN_FLIGHT);

	const rows = await readRows('a.jsonl');
	expect(new Set(rows.map((row) => row['question_id'])).size).toBe(QUESTIONS);
	expect(rows.find((row) => row['question_id'] === 'q4')).toMatchObject({
		response: expect.stringMatching(
			/^To "Question 4 .*": yes\.\n\nTo "And backwards, 3\?": yes\.$/s,
		),
		turns: [expect.anything(), expect.anything()],
		model: 'lancer',
		finish_reason: 'stop',
		provenance: {
			endpoint: new URL(model.baseUrl).host,
			model_reported: 'lancer',
			sampling: { temperature: 0.5 },
			end: 'whole',
			prompt_tokens: 2000,
			completion_tokens: 400,
		},
	});
	expect(model.requests[0]).toMatchObject({ temperature: 0.5, model: 'lancer' });
	// A torn last line and the file of turns are gone; what the model thought stands apart.
	expect((await readdir(folder)).sort()).toEqual(['a.jsonl', 'a.thinking.jsonl']);
	const files = await Promise.all(
		['a.jsonl', 'a.thinking.jsonl'].map((name) => readFile(join(folder, name), 'utf8')),
	);
	expect(files.join('')).not.toContain(KEY);
	const check = await runCli(['check', join(folder, 'a.jsonl'), '-b', 'asked'], { env: env() });
	expect(check).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('The file can be submitted'),
	});
	const other = await runCli(args('a.jsonl', '--sampling', '{"temperature": 1}'), { env: env() });
	expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('its sampling is') });
});

test('batches are taken up after a kill, and every question is asked once, a turn after the other', async () => {
	const from = model.requests.length;
	const file = join(folder, 'endpoints.json');
	const batch = { poll_seconds: 0.01 };
	const endpoint = { name: 'mine', base_url: model.baseUrl, key_env: 'KEY', batch };
	await writeFile(file, JSON.stringify({ endpoints: [endpoint] }));
	const options = ['--batch', '--endpoints', file, '--endpoint', 'mine'];
	areBatchesSlow = true;
	const { child, ended, untilSaid } = start('b.jsonl', ...options);
	await untilSaid('in_progress');
	child.kill('SIGKILL');
	await ended;
	areBatchesSlow = false;
	const { code, stderr } = await start('b.jsonl', ...options).ended;
	expect({ code, stderr }).toEqual({
		code: 0,
		stderr: expect.stringContaining('40 of 40 answers'),
	});
	const counts = [...countPrompts(from).values()];
	expect(counts).toHaveLength(QUESTIONS + QUESTIONS / 4);
	expect(Math.max(...counts)).toBe(1);
	expect((await readRows('b.jsonl'))[0]).toMatchObject({ provenance: { via: 'batch' } });
});

test('a wrong key stops after one call, with its sentence and without a row', async () => {
	const from = model.requests.length;
	const { code, stderr } = await runCli(args('c.jsonl'), { env: { ...env(), KEY: 'sk-wrong' } });
	expect({ code, stderr }).toEqual({
		code: 4,
		stderr: expect.stringContaining('refuses the key: check --key-env'),
	});
	expect(stderr).not.toContain('sk-wrong');
	expect(model.requests.length - from).toBe(1);
	expect(await readFile(join(folder, 'c.jsonl'), 'utf8')).toBe('');
});
