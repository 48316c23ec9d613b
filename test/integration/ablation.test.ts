import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ablation } from '@codejoust/contract/client';
import { findCriterion, GENERAL_CRITERION } from '@codejoust/judge/definition/criteria';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { answerOf } from '../support/judge-policies.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const JUDGE = 'test-judge@1';
const BRAG = '# This is the best code.';
const CRITERIA = ['correctness', 'efficiency', 'security'] as const;

/** The better answer calls `good`; the other one says of itself that it is the best. */
const PAIRS = [...CRITERIA, ...CRITERIA, 'human-preference'].map((objective, at) => {
	const [good, bad] = [`x = good(${at})`, `x = bad(${at})  ${BRAG}`];
	const isFirst = at % 2 === 0;
	return {
		id: `${objective}/${at}`,
		objective,
		instruction: 'Write it in Python.',
		response_a: isFirst ? good : bad,
		response_b: isFirst ? bad : good,
		label: isFirst ? 'A' : 'B',
	};
});

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;
let file: string;

beforeAll(async () => {
	// Believes what an answer says of itself; under a specific criterion it reads the code.
	judge = await startJudgeServer({
		reply: ({ messages }) => {
			const prompt = messages.at(-1)?.content ?? '';
			const isSpecific = CRITERIA.some((name) => prompt.includes(findCriterion(name)?.text ?? '-'));
			const sign = isSpecific ? 'good(' : BRAG;
			const points = (['A', 'B'] as const).map((side) => answerOf(prompt, side).includes(sign));
			return `[[${points[0] === points[1] ? 'A=B' : points[0] ? 'A>B' : 'B>A'}]]`;
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.setPrice(JUDGE, { input_micro_usd: 1_000_000, output_micro_usd: 0 });
	folder = await mkdtemp(join(tmpdir(), 'codejoust-ablation-'));
	file = join(folder, 'pref.jsonl.gz');
	await writeFile(file, gzipSync(PAIRS.map((pair) => JSON.stringify(pair)).join('\n')));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
	runCli(['judge', 'check', ...args], {
		env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key },
	});
const figureIn = (stderr: string) => /--confirm (\S+)/.exec(stderr)?.[1] ?? '';

test('an ablation asks nothing before its figure is given, and then each objective under its own criterion', async () => {
	const plan = await run(file, '--judge', JUDGE, '--ablate');
	expect({ code: plan.code, stderr: plan.stderr }).toEqual({
		code: 0,
		stderr: expect.stringContaining('Imported: pref@1 with 7 pairs.'),
	});
	// Four whole sets, and each objective with the comments kept and stripped: two games a pair.
	const games = 2 * (4 * 7 + 2 * 6);
	expect(plan.stdout).toContain(`Together 10 checks, ${games} games to ask`);
	expect(judge.requests).toHaveLength(0);
	expect((await server.client.judges()).items).toHaveLength(2);
	const args = ['pref', '--judge', JUDGE, '--ablate', '--confirm', figureIn(plan.stderr)];
	const done = await run(...args);
	expect({ code: done.code, stderr: done.stderr }).toMatchObject({ code: 0 });
	expect(judge.requests).toHaveLength(games);
	const rows = done.stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
	expect(
		rows
			.slice(0, 7)
			.map(([criterion, comments, , , ...rest]) => [criterion, comments, rest.at(-6)]),
	).toEqual([
		['Criterion', 'Comments', 'All'],
		['empty', 'kept', '0.0 ± 0.0'],
		['general', 'kept', '0.0 ± 0.0'],
		['specific', 'kept', '85.7 ± 0.0'],
		['empty', 'stripped', '50.0 ± 50.0'],
		['general', 'stripped', '50.0 ± 50.0'],
		['specific', 'stripped', '92.9 ± 7.1'],
	]);
	// Right in this cell alone: the six pairs of the objectives. 2 / 2⁶
	expect(rows[3]?.slice(-5)).toEqual(['100.0 ± 0.0', '+85.7', '0', '6', '0.0313']);
	const prompts = judge.requests.map(({ messages }) => messages.at(-1)?.content ?? '');
	expect(prompts.filter((prompt) => !prompt.includes(BRAG))).toHaveLength(games / 2);
	expect(prompts.filter((prompt) => prompt.includes(GENERAL_CRITERION.text))).toHaveLength(28);

	const again = await run(...args, '--rule', 'codeprefbench-compat', '--json');
	expect(judge.requests).toHaveLength(games);
	const table: Ablation = JSON.parse(again.stdout);
	expect(table.cells.map(({ mean }) => mean?.accuracy)).toEqual([0, 0, 1, 0.5, 0.5, 1]);
	const [check] = (await server.client.judgeChecks({ set: 'pref', judge: JUDGE })).items;
	expect(check?.results?.codeprefbench_compat?.mean).toEqual({ accuracy: 0, half_undecided: 0 });
});

test('of a sample nothing is asked again, and a set without an objective is refused', async () => {
	const before = judge.requests.length;
	const sample = await server.client.takeSetPart({ set: 'pref', sample: 4 });
	expect(sample).toMatchObject({ name: 'pref.sample-4@1', pairs: 4, is_new: true });
	expect((await server.client.takeSetPart({ set: 'pref', sample: 4 })).is_new).toBe(false);
	const order = { set: sample.name, judge: 'test-judge-general@1' };
	expect(await server.client.estimateCheck(order)).toMatchObject({ games: 8, games_to_ask: 0 });
	const { name } = await server.client.takeSetPart({ set: 'pref', category: 'human-preference' });
	const { code, stderr } = await run(name, '--judge', JUDGE, '--ablate');
	expect({ code, stderr }).toEqual({
		code: 2,
		stderr: expect.stringContaining('a category that is the name of a shipped criterion'),
	});
	expect(judge.requests).toHaveLength(before);
});

test('a part has all that its pairs have, their references and solvers too', async () => {
	const rows = [1, 2].map((n) => ({
		pair_id: `p${n}`,
		prompt: 'Which one?',
		response_a: `a${n}`,
		response_b: `b${n}`,
		label: 'A',
		reference: `The right one is a${n}.`,
		solved_by: ['model-x'],
	}));
	const pairs = new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]);
	const whole = await server.client.importCheckSet({
		metadata: { slug: 'referred', name: 'Referred' },
		pairs,
	});
	const part = await server.client.takeSetPart({ set: 'referred', category: 'all' });
	expect(part).toMatchObject({ is_new: true, content_hash: whole.content_hash });
});

test('a part, and a comparison, that cannot be are refused with the field', async () => {
	const send = (body: unknown) => ({ method: 'POST', body });
	const parts = '/v1/judge-checks/sets/parts';
	const none = await expectRefusal(
		server,
		'invalid-input',
		parts,
		send({ set: 'pref', category: 'x' }),
	);
	expect(none.errors).toMatchObject([
		{ name: 'category', reason: expect.stringContaining('security') },
	]);
	await expectRefusal(server, 'invalid-input', parts, send({ set: 'pref' }));
	await expectRefusal(server, 'invalid-input', parts, send({ set: 'nobody', sample: 1 }));
	const cells = [[{ check: 'check_0' }], [{ check: 'check_1' }]];
	const compare = '/v1/judge-checks/compare';
	const unknown = await expectRefusal(server, 'invalid-input', compare, send({ cells }));
	expect(unknown.errors?.map(({ name }) => name)).toEqual(['cells.0.0.check', 'cells.1.0.check']);
	const [check] = (await server.client.judgeChecks({ set: 'pref', judge: JUDGE })).items;
	const half = [[{ check: check?.id }], [{ check: check?.id, categories: ['security'] }]];
	const other = await expectRefusal(server, 'invalid-input', compare, send({ cells: half }));
	expect(other.errors).toMatchObject([
		{ name: 'cells.1', reason: expect.stringContaining('5 are missing') },
	]);
});

test('a battle says what its judge was sent, and of a judge without the field that it was the answers', async () => {
	const { questions, ...rest } = smallBenchmark('small');
	const first = { ...rest, questions: questions.slice(0, 1) };
	const id = questions[0]?.question_id ?? '';
	const answer = (text: string) => [
		{ question_id: id, response: `\`\`\`py\nx = 1  # ${text}\n\`\`\`` },
	];
	await server.client.createBenchmark({ ...first, baseline_responses: answer('mine') });
	const sent = await server.client.createSubmission({
		...smallSubmission('small', 'contender'),
		responses: answer('yours'),
	});
	await server.untilOnBoard('small', [sent.id]);
	const [plain] = (await server.client.battles({ submission: sent.id })).items;
	expect((await server.client.battle(plain?.id ?? '')).sent).toBeNull();
	await server.client.createRun({ submission: sent.id, judge: 'test-judge-stripped@1' });
	await server.untilAtRest();
	const battles = await server.client.battles({
		submission: sent.id,
		judge: 'test-judge-stripped@1',
	});
	const battle = await server.client.battle(battles.items[0]?.id ?? '');
	expect(battle.answer).toContain('# yours');
	const shown = { text: '```py\nx = 1\n```', left: [] };
	expect(battle).toMatchObject({
		outcome: 'tie',
		sent: { prepare: 'strip-comments@1', are_equal: true, answer: shown, baseline_answer: shown },
	});
	expect(battle.games).toHaveLength(2);
});
