import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const HOSTILE = '=Evil\x1b[2J\u202e name';

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	folder = await mkdtemp(join(tmpdir(), 'codejoust-cli-'));
	const submission = await server.client.createSubmission({
		...smallSubmission('small', 'evil'),
		model: { slug: 'evil', name: HOSTILE },
	});
	await server.untilJudged(submission.id);
	await server.untilOnBoard('small', [submission.id]);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}, input = '') =>
	runCli(args, { env: { CODEJOUST_SERVER: server.address, ...env }, input });

async function write(name: string, rows: readonly unknown[]): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'));
	return path;
}

test('a good file passes the check, against the server and without one', async () => {
	const answers = await write('good.jsonl', smallSubmission('small', 'm').responses);
	const questions = await write('questions.jsonl', smallBenchmark('small').questions);
	const online = await run(['check', answers, '--benchmark', 'small']);
	const offline = await runCli(['check', answers, '--questions', questions], {
		env: { CODEJOUST_SERVER: 'http://127.0.0.1:1' },
	});
	expect([online.code, offline.code]).toEqual([0, 0]);
	expect(online.stdout.startsWith(offline.stdout)).toBe(true);
	expect(online.stdout.slice(offline.stdout.length)).toMatch(
		/^Games   8 at most, judged by[^]+\nWith 4 questions (this|a) board finds differences of about \d+ points/,
	);
});

test('a bad file fails the check with the lines of its problems', async () => {
	const [first, ...others] = smallSubmission('small', 'm').responses;
	const answers = await write('bad.jsonl', [first, first, ...others.slice(1)]);
	const { code, stdout } = await run(['check', answers, '-b', 'small']);
	expect(code).toBe(2);
	expect(stdout).toMatch(/Problem: Row 2: .*\n.*1 of 4 questions have no answer: q2/);
	const check = JSON.parse((await run(['check', answers, '-b', 'small', '--json'])).stdout);
	expect(check).toMatchObject({ ok: false, problems: { total: 2 } });
});

test.each([
	['a check that finds problems', 2, ['check', '-b', 'small']],
	['a download', 0, ['export', 'games', 'small']],
] as const)(
	'a reader that goes away, as head does, leaves the exit code of %s',
	async (_, code, [name, ...rest]) => {
		const [first, ...others] = smallSubmission('small', 'm').responses;
		const file = await write('unread.jsonl', [first, first, ...others.slice(1)]);
		const args = name === 'check' ? [name, file, ...rest] : [name, ...rest];
		const { child, ended } = startCli(args, { env: { CODEJOUST_SERVER: server.address } });
		child.stdout?.destroy();
		expect(await ended).toMatchObject({ code, stderr: '' });
	},
);

test.each([['board'], ['battles']])('no name reaches the terminal raw in %s', async (command) => {
	for (const flag of [[], ['--json']]) {
		const { code, stdout } = await run([command, 'small', ...flag]);
		expect(code).toBe(0);
		expect(stdout).toContain('\\u001b');
		expect(stdout).toContain('\\u202e');
		expect(/[\x1b\u202e]/.test(stdout)).toBe(false);
	}
});

test('the CSV of a board runs no formula', async () => {
	const { stdout } = await run(['board', 'small', '--category', 'Even', '--csv']);
	expect(stdout).toContain(`,evil,'=Evil\\u001b[2J\\u202e name,`);
	expect(stdout).not.toMatch(/,=Evil/);
});

test('a key that the server does not know is refused and not kept', async () => {
	const env = { XDG_CONFIG_HOME: join(folder, 'refused') };
	const { code, stderr } = await run(
		['login', '--key', 'cj_nobody00_abcdefghijklmnopqrstuvwx'],
		env,
	);
	expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('API key') });
	expect(stderr).not.toContain('abcdefghijklmnopqrstuvwx');
	await expect(stat(env.XDG_CONFIG_HOME)).rejects.toThrow('ENOENT');
});

test('a login serves later commands until the logout', async () => {
	const env = { XDG_CONFIG_HOME: join(folder, 'login') };
	const login = await run(['login'], env, `${server.key}\n`);
	expect(login).toMatchObject({ code: 0, stdout: expect.stringContaining('submit and operate') });
	const file = join(env.XDG_CONFIG_HOME, 'codejoust', 'credentials.json');
	expect(JSON.parse(await readFile(file, 'utf8')).keys).toEqual({ [server.address]: server.key });
	const known = ['estimate', 'sub_none', '--judge', 'none@1'];
	expect((await runCli(known, { env })).stderr).toContain('no such submission');
	expect((await run(['logout'], env)).code).toBe(0);
	expect((await run(known, env)).stderr).toContain('codejoust login');
});

test('a server that does not answer is told apart from everything else', async () => {
	const { code, stderr } = await run(['board', 'small', '--server', 'http://127.0.0.1:1']);
	expect(code).toBe(5);
	expect(stderr).toContain('No server answers at http://127.0.0.1:1');
});

test('what does not exist and what is misspelt is bad input', async () => {
	const missing = await run(['board', 'nowhere']);
	expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('"nowhere"') });
	expect((await run(['bord', 'small'])).code).toBe(2);
	expect((await run(['board', 'small', '--difficulty', 'odd'])).code).toBe(2);
	expect((await run(['--help'])).code).toBe(0);
});

test('a benchmark is published from files, and what was detected in them is said', async () => {
	const { questions, baseline_responses: answers } = smallBenchmark('filed');
	const files = {
		questions: await write('q.jsonl', questions),
		baseline: await write('b.jsonl', answers),
	};
	const { code, stdout, stderr } = await run(
		[
			...['import', 'benchmark', '--slug', 'filed', '--name', 'Filed', '--version', '2'],
			...['--baseline-model', 'gpt', '--questions', files.questions, '--baseline', files.baseline],
		],
		{ CODEJOUST_KEY: server.key },
	);
	expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Codejoust') });
	expect(stdout).toBe('Published filed@2 with 4 questions.\n');
});

test('a stored submission is judged again after an estimate', async () => {
	const env = { CODEJOUST_KEY: server.key };
	const { items } = await server.client.runs();
	const [first] = items;
	const args = [first?.submission_id ?? '', '--judge', first?.judge.name ?? '', '--replicate', '1'];
	const estimate = JSON.parse((await run(['estimate', ...args, '--json'], env)).stdout);
	expect(estimate).toMatchObject({ games: 8, games_to_ask: 8 });
	const judged = await run(['judge-run', ...args, '--budget', '1.50', '--watch'], env);
	expect(judged).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Run run_/) });
	expect((await run(['runs', '--submission', first?.submission_id ?? ''])).stdout).toMatch(
		/(run_.*done.*8\/8.*\n){2}/,
	);
});
