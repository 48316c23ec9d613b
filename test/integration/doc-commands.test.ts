import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { rehearsalJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import { describeError } from '../../apps/cli/src/describe-error.ts';
import { EXIT } from '../../apps/cli/src/exit-code.ts';
import { createProgram } from '../../apps/cli/src/program.ts';
import { createTerminal } from '../../apps/cli/src/terminal.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { listDocCommands, splitWords } from '../support/doc-commands.ts';

/** Commands of the documents that this test does not run, by how they begin, and why not. */
const NOT_RUN: readonly (readonly [string, string])[] = [
	['npm install --global', 'writes outside of a folder; client-package.test.ts installs into one'],
	['codejoust --version', 'run by client-package.test.ts'],
	['npm ci', 'already done on a machine that runs this test'],
	['npm start', 'stays in the foreground; restart.test.ts starts the same process'],
	['npm run build', 'already done on a machine that runs all tests'],
	['npm prune', 'takes away what the tests need'],
	['npm run', 'the scripts of package.json'],
	['npx vitest', 'this test is run by it'],
	['URL=', 'a variable of a shell'],
	['AUTH=', 'a variable of a shell'],
	['export ', 'a variable of a shell'],
	['umask', 'a setting of a shell'],
	['cat > .env', 'writes secrets'],
	['NODE_ENV=production node', 'stays in the foreground; restart.test.ts starts the same process'],
	['CODEJOUST_ROLE=', 'stays in the foreground; store-queue.test.ts has several workers'],
	['curl ', 'the same requests are sent without curl by the tests of each route'],
	['docker ', 'needs a container engine'],
	['pg_dump', 'needs a database with real data'],
	['pg_restore', 'needs a database with real data'],
	['node tools/database.mjs', 'needs two databases; move-database.test.ts runs it'],
	['npx codejoust evaluate', 'needs a model; evaluate.test.ts runs it'],
	['npx codejoust answer', 'needs a model; answer.test.ts runs it'],
	['npx codejoust login', 'reads the key from a file; cli-reading.test.ts logs in'],
];

/**
 * What a finished run or re-judging refuses; the words are what it says. A re-judging runs again while it judges
 * a submission that a command before has sent.
 */
const REFUSED = /The run is done|The run has ended|The re-judging is (running|reported|promoted)/;

const SAMPLE = fileURLToPath(new URL('../../sample/', import.meta.url));
const before = { ...process.env };
let server: CodejoustServer;
let folder: string;
let submissionId: string;
let runId: string;
let battleId: string;
let rejudgingId: string;
let ruleId: string;
/** What the commands before have made. */
const made = { submission: '', key: '' };

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-docs-'));
	server = await startCodejoust();
	await publish('sample', '1');
	for (const model of ['sample-strong', 'sample-weak']) {
		await server.client.createModel({ slug: model, name: model });
		const file = new Uint8Array(await readFile(join(SAMPLE, `responses-${model}.jsonl`)));
		const sent = await server.client.submitFile({ benchmark: 'sample', model, file });
		submissionId = sent.id;
		await server.untilOnBoard('sample', [submissionId]);
	}
	const lines = (await readFile(join(SAMPLE, 'responses-sample-weak.jsonl'), 'utf8')).split('\n');
	const [question = ''] = (await readFile(join(SAMPLE, 'questions.jsonl'), 'utf8')).split('\n');
	const { question_id: id } = JSON.parse(question);
	await writeFile(
		join(folder, 'refs.jsonl'),
		JSON.stringify({ question_id: id, reference: 'So.' }),
	);
	const vote = { question_id: id, model_a: 'base', model_b: 'sample-weak', winner: 'model_b' };
	await writeFile(join(folder, 'votes.jsonl'), JSON.stringify(vote));
	await writeFile(join(folder, 'published.csv'), 'model,win_rate\nSample Strong,70\n');
	await writeFile(join(folder, 'first.jsonl'), lines.slice(0, 20).join('\n'));
	await writeFile(join(folder, 'rest.jsonl'), lines.slice(20).join('\n'));
	runId = (await server.client.submission(submissionId)).runs[0]?.id ?? '';
	battleId = (await server.client.battles({ submission: submissionId })).items[0]?.id ?? '';
	await rejudge();
	Object.assign(process.env, {
		CODEJOUST_SERVER: server.address,
		CODEJOUST_KEY: server.key,
		XDG_CONFIG_HOME: folder,
	});
});
afterAll(async () => {
	process.env = before;
	await server.stop();
	await rm(folder, { recursive: true });
});

async function publish(slug: string, version: string): Promise<void> {
	await server.client.importBenchmark({
		metadata: { slug, version, name: slug, baseline: { slug: 'base', name: 'Base' } },
		questions: await openAsBlob(join(SAMPLE, 'questions.jsonl')),
		baseline: await openAsBlob(join(SAMPLE, 'responses-baseline.jsonl')),
	});
}

/** Another judge that rehearses, a board that it has judged again, and a rule about it. */
async function rejudge(): Promise<void> {
	const usual = rehearsalJudge();
	const definition = { ...usual, maxTokens: { ...usual.maxTokens, limit: 8192 } };
	const { kind, model } = definition;
	const hash = hashDefinition(definition);
	await ensureJudgeVersion(server.db, {
		slug: 'strict-rehearsal',
		hash,
		kind,
		model,
		definition,
		isRehearsal: true,
	});
	const judge = 'strict-rehearsal@1';
	const plan = await server.client.planRejudging({ benchmark: 'sample', judge });
	rejudgingId = plan.id;
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		() => server.client.rejudging(plan.id),
		({ state }) => state === 'reported',
	);
	const rule = await server.client.createRejudgingRule({ judge: model, benchmarks: ['sample'] });
	ruleId = rule.id;
}

const isNotRun = (line: string) => NOT_RUN.some(([start]) => line.startsWith(start));

test('every command of the documents does what it says, or is listed as not run', async () => {
	const commands = listDocCommands();
	expect(commands.length).toBeGreaterThan(60);
	const ends: Record<string, string> = {};
	for (const { document, line } of commands.filter((one) => !isNotRun(one.line))) {
		const [npx, program, ...words] = splitWords(line);
		const name = `${document}: ${line}`;
		if (npx !== 'npx' || program !== 'codejoust') ends[name] = 'is neither run nor listed';
		else {
			const args = words.map((word, at) => fillIn(word, words[at - 1]));
			if (args.includes('mine@2')) await publish('mine', '2').catch(() => undefined);
			const { error, code } = await run(args);
			const isDone = code === EXIT.ok || code === EXIT.overlap;
			if (!isDone && !REFUSED.test(error)) ends[name] = `${code}: ${error}`;
		}
	}
	expect(ends).toEqual({});
	const stale = NOT_RUN.filter(([start]) => !commands.some(({ line }) => line.startsWith(start)));
	expect(stale.map(([start]) => start)).toEqual([]);
});

/** The names in the documents stand for things that are there. */
function fillIn(word: string, previous: string | undefined): string {
	if (word.startsWith('run_')) return runId;
	if (word.startsWith('rej_')) return rejudgingId;
	if (word.startsWith('rule_')) return ruleId;
	if (word.startsWith('sub_'))
		return previous === 'append' || previous === 'withdraw' ? made.submission : submissionId;
	if (word === '5b1c09e7d2aa') return made.key;
	if (['first.jsonl', 'rest.jsonl', 'refs.jsonl', 'votes.jsonl', 'published.csv'].includes(word))
		return join(folder, word);
	if (/^\d+$/.test(word) && ['battle', 'redact', '--battle'].includes(previous ?? ''))
		return battleId;
	if (word === 'q.jsonl') return join(SAMPLE, 'questions.jsonl');
	if (word === 'a.jsonl') return join(SAMPLE, 'responses-baseline.jsonl');
	if (word.startsWith('sample/')) return join(SAMPLE, basename(word));
	return previous === '--output' || previous === '--folder' || previous === 'recompute'
		? join(folder, word)
		: word;
}

function note([command]: readonly string[], said: string): void {
	if (command === 'submit')
		made.submission = /^Submission (sub_\w+)/m.exec(said)?.[1] ?? made.submission;
	made.key = /^The key (\w+) of acme/m.exec(said)?.[1] ?? made.key;
}

/** A command line in this process, with what it says and ends with. */
async function run(
	args: readonly string[],
): Promise<{ readonly error: string; readonly code: number }> {
	const stdout = new PassThrough();
	const stderr = new PassThrough();
	let error = '';
	stderr.on('data', (chunk: Buffer) => {
		error += chunk.toString();
		note(args, chunk.toString());
	});
	stdout.on('data', (chunk: Buffer) => note(args, chunk.toString()));
	let code = 0;
	const program = createProgram({
		terminal: createTerminal(stdout, stderr),
		finish: (given) => (code = given),
	});
	program.configureOutput({ writeOut: () => undefined, writeErr: (text) => (error += text) });
	try {
		await program.parseAsync([...args], { from: 'user' });
	} catch (cause) {
		if (cause instanceof CommanderError) return { error: cause.message, code: cause.exitCode };
		const described = describeError(cause);
		return { error: described.lines.join('\n'), code: described.code };
	}
	return { error, code };
}
