import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readJudgeCheckAccuracy } from '@codejoust/db/queries/judge-checks/judge-checks';
import { findJudgeVersion } from '@codejoust/db/queries/judges/judges';
import type { JudgeCheck } from '@codejoust/contract/client';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { dataFile, hasFiles, readGzippedRows } from '../support/shared-data.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const JUDGE = 'test-judge@1';
const LONG = 'a good deal longer than the other one';
const MUMBLED = 'of which the judge says nothing';

/** The judge takes the longer answer; by the labels the longer one is better once, worse once, and equal once. */
const PAIRS = [
	{ pair_id: 'p1', category: 'short', response_a: `${LONG} 1`, response_b: 'short 1', label: 'A' },
	{ pair_id: 'p2', category: 'short', response_a: 'short 2', response_b: `${LONG} 2`, label: 'A' },
	{
		pair_id: 'p3',
		category: 'other',
		response_a: 'short 3',
		response_b: `${LONG} 3`,
		label: 'tie',
	},
	{ pair_id: 'p4', category: 'other', response_a: 'as long', response_b: 'so long', label: 'B' },
	{ pair_id: 'p5', category: 'other', response_a: MUMBLED, response_b: 'short 5', label: 'A' },
].map((pair) => ({ ...pair, prompt: `Which one, ${pair.pair_id}?` }));

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;
let isMumbling = true;

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reply: ({ messages }) =>
			isMumbling && messages.some(({ content }) => content.includes(MUMBLED))
				? 'I cannot tell.'
				: undefined,
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.setPrice(JUDGE, { input_micro_usd: 1_000_000, output_micro_usd: 0 });
	folder = await mkdtemp(join(tmpdir(), 'codejoust-checks-'));
	await writeFile(join(folder, 'My pairs.jsonl'), toJsonl(PAIRS));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true });
});

const toJsonl = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const importPairs = (slug: string, rows: readonly unknown[], version = '1') =>
	server.client.importCheckSet({
		metadata: { slug, version, name: slug },
		pairs: new Blob([toJsonl(rows)]),
	});
const untilMeasured = (id: string, isReached: (check: JudgeCheck) => boolean = () => true) =>
	until(
		() => server.client.judgeCheck(id),
		(check) => check.results !== null && isReached(check),
	);

test('a file is imported, judged in both orders and measured by one command, which asks nothing when repeated', async () => {
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const args = ['judge', 'check', join(folder, 'My pairs.jsonl'), '--judge', JUDGE];
	const first = await runCli([...args, '--licence', 'CC0-1.0'], { env });
	// One pair is unscored, which a script may want to know.
	expect({ code: first.code, stderr: first.stderr }).toEqual({
		code: 3,
		stderr: expect.stringContaining('Imported: my-pairs@1 with 5 pairs.'),
	});
	expect(first.stderr).not.toContain('See the board');
	expect(first.stdout).toMatch(/overall +5 +4 +37\.5 %/);
	expect(first.stdout).toContain('Unscored: 1 pair (no-verdict 1); they change no number.');
	const asked = judge.requests.length;
	// Two games each, of which two are asked once more for their missing verdict.
	expect(asked).toBe(2 * PAIRS.length + 2);
	const again = await runCli([...args, '--json'], { env });
	expect(again.stderr).toContain('Known: my-pairs@1 with 5 pairs.');
	expect(judge.requests).toHaveLength(asked);
	const check: JudgeCheck = JSON.parse(again.stdout);
	expect(check.results?.overall).toMatchObject({
		labels: { A: 3, B: 1, tie: 1 },
		scored: 4,
		correct: 1,
		undecided: 1,
		wrong: 2,
	});
});

test('the numbers say by category how right the judge is, and that it favours length beyond the labels', async () => {
	const { items } = await server.client.checksOfJudge(JUDGE);
	const results = items[0]?.results;
	expect(results?.overall).toMatchObject({
		accuracy: { value: 1.5 / 4, method: 'trinomial' },
		judgebench_compat: { pairs: 4, correct: 1, incorrect: 1, ties: 2 },
		position_consistency: 1,
		first_position_share: 0.5,
		length: { pairs: 3, judged: 1, labelled: 0.5, excess: { value: 0.5 } },
		cost_micro_usd_per_pair: (2000 * 4 + 4000) / 5,
	});
	expect(results?.trivial_judges.map(({ judge: name, accuracy }) => [name, accuracy])).toEqual([
		['always-first', 3 / 5],
		['always-longer', expect.any(Number)],
		['always-shorter', expect.any(Number)],
	]);
	expect(results?.overall.half_undecided).toBe(0.5 / 4);
	expect(results?.category_mean?.categories).toBe(2);
	expect(results?.categories.map(({ category, numbers }) => [category, numbers.pairs])).toEqual([
		['other', 3],
		['short', 2],
	]);
});

test('a retry of what is unscored gives the check new numbers, and the gate reads them', async () => {
	const { items } = await server.client.judgeChecks({ set: 'my-pairs', judge: JUDGE });
	const { id, run_id: run } = items[0] ?? { id: '', run_id: '' };
	isMumbling = false;
	await server.client.controlRun(run, 'retry');
	const { results } = await untilMeasured(id, (check) => check.results?.overall.unscored === 0);
	expect(results?.overall).toMatchObject({ scored: 5, unscored: 0, correct: 2 });
	const version = await findJudgeVersion(server.db, { slug: 'test-judge', version: 1 });
	const read = () => readJudgeCheckAccuracy(server.db, version?.id ?? 0);
	const accuracy = await until(read, (found) => found?.unscored === 0);
	expect(accuracy).toMatchObject({
		checkId: id,
		set: 'my-pairs@1',
		pairs: 5,
		accuracy: 2.5 / 5,
		low: results?.overall.accuracy?.low,
		high: results?.overall.accuracy?.high,
	});
	expect(await readJudgeCheckAccuracy(server.db, version?.id ?? 0, 'nothing')).toBeUndefined();
});

test('what a board has judged is known to a check, and the pairs of a check are hidden from everybody', async () => {
	const { questions, baseline_responses: first, ...rest } = smallBenchmark('small');
	await server.client.createBenchmark({ ...rest, questions, baseline_responses: first });
	const { responses } = smallSubmission('small', 'contender');
	const sent = await server.client.createSubmission(smallSubmission('small', 'contender'));
	await server.untilOnBoard('small', [sent.id]);
	const asked = judge.requests.length;
	await importPairs(
		'known',
		questions.map(({ question_id, prompt }, at) => ({
			pair_id: question_id,
			prompt,
			response_a: first[at]?.response,
			response_b: responses[at]?.response,
			label: 'A',
		})),
	);
	const started = await server.client.startCheck({ set: 'known', judge: JUDGE });
	await untilMeasured(started.id);
	expect(judge.requests).toHaveLength(asked);

	const read = async (path: string) => (await send(server, path, { key: null })).text;
	const lists = ['benchmarks', 'overview', 'runs', 'battles', 'models', 'submissions', 'changelog'];
	for (const list of lists)
		expect(await read(`/v1/${list}?limit=100`), list).not.toContain('judge-check');
	expect(await read('/v1/leaderboards')).not.toContain('judge-check');
	expect(await read(`/v1/judges/${JUDGE}`)).not.toContain('judge-check');
	const operator = await send(server, '/v1/benchmarks?include=all');
	expect(operator.text).not.toContain('judge-check');
	for (const path of ['benchmarks', 'leaderboards'])
		await expectRefusal(server, 'not-found', `/v1/${path}/judge-check.known@1`);
	await expectRefusal(server, 'not-found', `/v1/runs/${started.run_id}`, { key: null });
	const { submission_id: submission } = await server.client.run(started.run_id);
	await expectRefusal(server, 'not-found', `/v1/submissions/${submission}`, { key: null });
	const onBoard = { submission, judge: JUDGE, replicate: 5 };
	await expectRefusal(server, 'conflict', '/v1/runs', { method: 'POST', body: onBoard });
	await expectRefusal(server, 'already-exists', '/v1/benchmarks', {
		method: 'POST',
		body: { ...smallBenchmark('x'), slug: 'judge-check.known', version: '2' },
	});
});

test('a check stops at its budget, is nobody’s to read until it has numbers, and goes on', async () => {
	await importPairs(
		'dear',
		PAIRS.map((pair) => ({ ...pair, prompt: `Dear ${pair.pair_id}?` })),
	);
	const order = { set: 'dear', judge: JUDGE, budget_micro_usd: 0 };
	const estimate = await server.client.estimateCheck(order);
	expect(estimate).toMatchObject({ games: 10, games_known: 0, games_to_ask: 10 });
	expect(estimate.cost_micro_usd).toBeGreaterThan(0);
	const { id, run_id: run } = await server.client.startCheck(order);
	const paused = await until(
		() => server.client.judgeCheck(id),
		({ state }) => state === 'paused',
	);
	expect(paused).toMatchObject({ results: null, waits_for: expect.stringContaining('budget') });
	expect((await send(server, `/v1/judge-checks/${id}`, { key: null })).status).toBe(404);
	expect((await send(server, '/v1/judge-checks', { key: null })).text).not.toContain(id);
	await server.client.setRunBudget(run, 1_000_000);
	await server.client.controlRun(run, 'resume');
	expect((await untilMeasured(id)).results?.overall.scored).toBe(5);
	expect((await send(server, `/v1/judge-checks/${id}`, { key: null })).status).toBe(200);
	const { submission_id: pairs } = await server.client.run(run);
	expect((await send(server, `/v1/submissions/${pairs}/place`)).json).toMatchObject({
		code: 'not-found',
		detail: 'judge-check.dear@1 has no board: it holds the pairs of a check.',
	});
});

test('numbers that a killed server has left uncomputed are computed', async () => {
	const { items } = await server.client.judgeChecks({ set: 'my-pairs' });
	const { id, results } = items[0] ?? {};
	await server.db.execute(
		`update judge_checks set results = null, stale_since = now() where id = '${id}'`,
	);
	expect((await untilMeasured(id ?? '')).results).toEqual(results);
});

const form = (parts: Readonly<Record<string, string>>) => {
	const body = new FormData();
	for (const [name, text] of Object.entries(parts)) body.set(name, new Blob([text]), name);
	return { method: 'POST', body };
};
const SETS = '/v1/judge-checks/sets';

test('a set that cannot be imported is refused with every problem at once, and nothing is stored', async () => {
	const metadata = JSON.stringify({ slug: 'bad', name: 'Bad' });
	const wrong = [
		{ ...PAIRS[0], label: 'left', response_b: ' ' },
		{ ...PAIRS[1], prompt: undefined },
		PAIRS[2],
		PAIRS[2],
	];
	const problem = await expectRefusal(
		server,
		'invalid-input',
		SETS,
		form({ metadata: metadata, pairs: toJsonl(wrong) }),
	);
	expect(problem.errors?.map(({ line, name }) => [line, name])).toEqual([
		[1, 'pairs.response_b'],
		[1, 'pairs.label'],
		[2, 'pairs.prompt'],
		[4, 'pairs.pair_id'],
	]);
	const named = await expectRefusal(
		server,
		'invalid-input',
		SETS,
		form({ metadata: '{"slug": "No Slug", "name": "", "more": 1}', pairs: toJsonl(PAIRS) }),
	);
	expect(named.errors).toHaveLength(3);
	const both = await expectRefusal(
		server,
		'invalid-input',
		SETS,
		form({ metadata: '{"slug": "No Slug", "name": "x"}', pairs: toJsonl(wrong) }),
	);
	expect(both.detail).toBe('Not valid: slug. The pairs have 4 problems; nothing was stored.');
	expect(both.errors).toHaveLength(5);
	await expectRefusal(server, 'invalid-input', SETS, form({ metadata: metadata, pairs: '' }));
	await expectRefusal(server, 'invalid-input', SETS, form({ metadata: metadata }));
	await expectRefusal(server, 'malformed-body', SETS, form({ metadata: '{', pairs: 'x' }));
	await expectRefusal(server, 'unsupported-media-type', SETS, { method: 'POST', body: {} });
	const other = form({ metadata: '{"slug": "dear", "name": "x"}', pairs: toJsonl(PAIRS) });
	const taken = await expectRefusal(server, 'already-exists', SETS, other);
	expect(taken.detail).toContain('immutable');
	for (const path of [SETS, '/v1/judge-checks'])
		await expectRefusal(server, 'unauthenticated', path, { ...other, key: null });
});

test('a check of what is not there, or that is there already, is refused', async () => {
	const start = (body: unknown) => ({ method: 'POST', body });
	const problem = await expectRefusal(
		server,
		'invalid-input',
		'/v1/judge-checks',
		start({ set: 'nobody', judge: 'nobody@1' }),
	);
	expect(problem.errors?.map(({ name }) => name)).toEqual(['set', 'judge']);
	const order = { set: 'dear@1', judge: JUDGE };
	const same = await expectRefusal(server, 'already-exists', '/v1/judge-checks', start(order));
	expect(same.detail).toContain('replicate 0');
	const wrong = { ...order, replicate: -1, budget_micro_usd: 'much' };
	expect(
		(await expectRefusal(server, 'invalid-input', '/v1/judge-checks', start(wrong))).errors,
	).toHaveLength(2);
	for (const path of ['/v1/judge-checks/check_0', '/v1/judges/nobody@1/checks'])
		await expectRefusal(server, 'not-found', path);
	await expectRefusal(server, 'not-found', '/v1/judge-checks?set=nobody');
});

const PREFERENCES = dataFile('codeprefbench/pairs.jsonl.gz');
const OBJECTIVES = { correctness: 660, efficiency: 352, security: 207, 'human-preference': 145 };

test.skipIf(!hasFiles(PREFERENCES))(
	'CodePrefBench’s four files, as they are published, are one set by one command',
	async () => {
		const rows = readGzippedRows<Readonly<Record<string, string>>>(PREFERENCES);
		const paths = Object.keys(OBJECTIVES).map((name) => join(folder, `${name}-alignment.jsonl`));
		for (const [at, objective] of Object.keys(OBJECTIVES).entries()) {
			const own = rows.filter((row) => row['objective'] === objective);
			const published = own.map(({ task_id, instruction, response_a, response_b, label }) => ({
				task_id,
				instruction,
				choices: [response_a, response_b],
				gt_choice: label === 'A' ? 0 : 1,
			}));
			await writeFile(paths[at] ?? '', toJsonl(published));
		}
		const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
		const command = ['judge', 'check', ...paths, '--judge', JUDGE, '--estimate'];
		expect((await runCli(command, { env })).stderr).toContain('Name the set of several files');
		const { code, stderr } = await runCli([...command, '--slug', 'preferences'], { env });
		expect({ code, stderr }).toEqual({
			code: 0,
			stderr: expect.stringContaining('Imported: preferences@1 with 1364 pairs.'),
		});
		expect((await server.client.checkSet('preferences')).categories).toEqual(
			Object.entries(OBJECTIVES)
				.map(([category, pairs]) => ({ category, pairs }))
				.toSorted((a, b) => (a.category < b.category ? -1 : 1)),
		);
	},
);
