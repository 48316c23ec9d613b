import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run, Submission } from '@codejoust/contract/client';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

/** What the judge does about answers of the models that are named so. */
const HANGS = 'Answer 1 of slow';
const MUMBLES = 'Answer 1 of mumbled';

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;

beforeAll(async () => {
	const speaksOf = (text: string, { messages }: { messages: readonly { content: string }[] }) =>
		messages.some(({ content }) => content.includes(text));
	judge = await startJudgeServer({
		policy: 'longer',
		fault: (_index, request) => (speaksOf(HANGS, request) ? { kind: 'hang' } : undefined),
		reply: (request) => (speaksOf(MUMBLES, request) ? 'I cannot tell.' : undefined),
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	folder = await mkdtemp(join(tmpdir(), 'codejoust-cli-'));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true });
});

const env = () => ({ CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key });
const run = (...args: readonly string[]) => runCli(args, { env: env() });

async function writeAnswers(model: string): Promise<string> {
	const path = join(folder, `${model}.jsonl`);
	const { responses } = smallSubmission('small', model);
	await writeFile(path, responses.map((row) => JSON.stringify(row)).join('\n'));
	return path;
}

const submitArgs = (path: string, model: string) =>
	['submit', path, '-b', 'small', '-m', model, '--name', `Model ${model}`] as const;

test('a submission is checked, sent and watched to its end, and stands on the board', async () => {
	const path = await writeAnswers('quick');
	const { code, stdout, stderr } = await run(...submitArgs(path, 'quick'), '--watch');
	expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('8/8 games') });
	const [, submissionId = '', runId] = /Submission (\S+)\nRun (\S+)/.exec(stdout) ?? [];
	expect(runId).toMatch(/^run_/);
	await server.untilOnBoard('small', [submissionId]);

	const board = await run('board', 'small');
	expect(board.stdout).toMatch(/Model quick .*4\/4/);
	expect(board.stdout).toContain('Small sample: 4 questions');
	expect(board.stdout).not.toContain('\x1b');

	const battles = await run('battles', 'small', '--model', 'quick', '--json');
	const [first] = JSON.parse(battles.stdout).items;
	const battle = await run('battle', first.id);
	expect(battle.stdout).toContain('of quick.');
	expect(battle.stdout).toMatch(/── Game, model first: .*\[\[[AB=<>]+\]\] ──/);
});

test('a repeated command does not submit twice', async () => {
	const path = await writeAnswers('twice');
	const first = await run(...submitArgs(path, 'twice'), '--json');
	const second = await run(...submitArgs(path, 'twice'), '--json');
	expect(JSON.parse(second.stdout).id).toBe(JSON.parse(first.stdout).id);
	await server.untilJudged(JSON.parse(first.stdout).id);
});

test('a file of a known model is sent as it is', async () => {
	await server.client.createModel({ slug: 'known', name: 'Known' });
	const path = await writeAnswers('known');
	const variant = '{"effort": "high"}';
	const args = ['submit', path, '-b', 'small', '-m', 'known', '--variant', variant, '--watch'];
	const { code, stdout } = await run(...args, '--json');
	const submission: Submission = JSON.parse(stdout);
	expect({ code, ...submission.model }).toMatchObject({ code: 0, variant: { effort: 'high' } });
	expect(submission.runs[0]?.state).toBe('done');
});

test('a model that the server does not know is refused with the way to add it', async () => {
	const path = await writeAnswers('unheard');
	const { code, stderr } = await run('submit', path, '-b', 'small', '-m', 'unheard');
	expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--name') });
	const cut = join(folder, 'cut.jsonl');
	await writeFile(cut, '{"question_id": "nobody", "response": "x"}\n');
	const several = await run(
		...['submit', cut, '-b', 'small', '-m', 'unheard', '--licence', 'MIT'],
		...['--step', '5', '--price', '1/2', '--total-price', '3'],
	);
	expect(several).toMatchObject({ code: 2, stdout: '' });
	for (const said of ['add --name', '--checkpoint-of', 'not both', 'nobody'])
		expect(several.stderr).toContain(said);
});

test('unscored battles end the watching with 3 and the reason', async () => {
	const path = await writeAnswers('mumbled');
	const { code, stderr } = await run(...submitArgs(path, 'mumbled'), '--watch');
	expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('no-verdict 2') });
	const [, runId = ''] = /codejoust retry (run_\S+)/.exec(stderr) ?? [];
	expect((await run('retry', runId)).code).toBe(0);
});

test.skipIf(process.platform === 'win32')(
	'Ctrl-C leaves the run going, and pausing it ends another watching with 4',
	async () => {
		const path = await writeAnswers('slow');
		const watching = startCli([...submitArgs(path, 'slow'), '--watch'], { env: env() });
		await watching.untilSaid('games');
		watching.child.kill('SIGINT');
		const { code, stdout, stderr } = await watching.ended;
		const runId = /Run (\S+)/.exec(stdout)?.[1] ?? '';
		expect({ code, stderr }).toEqual({
			code: 130,
			stderr: expect.stringContaining(`codejoust watch ${runId}`),
		});
		expect(['queued', 'judging']).toContain((await server.client.run(runId)).state);

		const again = startCli(['watch', runId, '--json'], { env: env() });
		await again.untilSaid('games');
		expect((await run('pause', runId)).code).toBe(0);
		const ended = await again.ended;
		const paused: Run = JSON.parse(ended.stdout);
		expect([ended.code, paused.state]).toEqual([4, 'paused']);
		expect((await run('resume', runId)).code).toBe(0);
		expect((await run('cancel', runId, '--json')).stdout).toContain('"cancelled"');
	},
);
