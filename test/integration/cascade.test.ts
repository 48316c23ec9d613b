import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { cascadeQuality } from '@codejoust/contract/schemas/cascade';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeRequest, type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 8;
const CASCADE = 'steps@1';
const PRICE = { input_micro_usd: 1_000_000, output_micro_usd: 10_000_000 };

let judge: JudgeServer;
let server: CodejoustServer;

const promptOf = ({ messages }: JudgeRequest) =>
	messages.find(({ role }) => role === 'user')?.content ?? '';
/** The number of the question that a prompt is about. */
const questionOf = (prompt: string) => Number(/Question (\d+) of/.exec(prompt)?.[1]);
/** How probable the cheap judge makes the model's answer: sure of it, sure of the baseline's, not sure; undefined: no letter. */
const CHEAP = [undefined, 0.95, 0.05, 0.6] as const;

function topOf(prompt: string) {
	const preference = CHEAP[questionOf(prompt) % 4];
	if (preference === undefined) return [{ token: 'The', logprob: Math.log(0.9) }];
	const isModelFirst = prompt.indexOf('Answer ') < prompt.indexOf("The baseline's answer");
	const first = isModelFirst ? preference : 1 - preference;
	return [
		{ token: 'A', logprob: Math.log(first) },
		{ token: 'B', logprob: Math.log(1 - first) },
	];
}

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'hash',
		reply: ({ model }) => (model === 'strong-judge' ? 'They are alike. [[A=B]]' : undefined),
		usage: ({ model }) =>
			model === 'cheap-judge' ? { prompt_tokens: 500, completion_tokens: 1 } : undefined,
		body: (index, body) => {
			const request = judge.requests[index];
			if (body['model'] !== 'cheap-judge' || !request) return body;
			const top = topOf(promptOf(request));
			const message = { role: 'assistant', content: top[0]?.token };
			const logprobs = { content: [{ ...top[0], top_logprobs: top }] };
			return { ...body, choices: [{ index: 0, finish_reason: 'length', message, logprobs }] };
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small', QUESTIONS));
	const token = { kind: 'token', model: 'cheap-judge' };
	await server.client.createJudge({ slug: 'cheap', definition: token });
	const strong = { ...defaultJudge('strong-judge') };
	await server.client.createJudge({ slug: 'strong', definition: strong });
	for (const name of ['cheap@1', 'strong@1']) await server.client.setPrice(name, PRICE);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

const asked = (model: string) => judge.requests.filter((request) => request.model === model).length;
const cascade = (definition: Readonly<Record<string, unknown>>) => ({
	slug: 'steps',
	definition: { kind: 'cascade', ...definition },
});
const untilDone = (id: string) =>
	until(
		() => server.client.run(id),
		({ state }) => state === 'done',
		10_000,
	);

test('everything that is wrong with a cascade is told at once', async () => {
	const problemsOf = async (definition: Readonly<Record<string, unknown>>) => {
		const path = '/v1/judges';
		const body = cascade(definition);
		const refused = await expectRefusal(server, 'invalid-input', path, { method: 'POST', body });
		return refused.errors?.map(({ name, reason }) => `${name} ${reason}`) ?? [];
	};
	const wrong = await problemsOf({ members: ['nobody@1', 'strong', 'cheap@1'], margin: 0.7 });
	expect(wrong).toHaveLength(4);
	expect(wrong.join('\n')).toMatch(/members\.0 There is no such judge version/);
	expect(wrong.join('\n')).toMatch(/members\.1 Write strong@version/);
	expect(wrong.join('\n')).toMatch(/members A cascade has two members.*3 are named/);
	expect(wrong.join('\n')).toMatch(/margin The margin is 0\.7/);
	const turned = await problemsOf({ members: ['strong@1', 'strong@1'], margin: 0 });
	expect(turned.join('\n')).toMatch(/members\.1 This is the same judge version as members\.0/);
	expect(turned.join('\n')).toMatch(/members\.0 The first judge .* of the kind pairwise/);
	expect(turned.join('\n')).toMatch(/margin The margin is 0\./);
	const missing = await problemsOf({});
	expect(missing.join('\n')).toMatch(/members Name the judge version that is asked first/);
	expect(missing.join('\n')).toMatch(/margin Say how far/);
	const mixed = await problemsOf({ members: ['cheap@1', 'codejoust-rehearsal-1@1'], margin: 0.2 });
	expect(mixed.join('\n')).toMatch(/1 of 2 members are rehearsal judges: a cascade has/);
});

let submission: string;
let runId: string;

test('the second judge is asked where the first is not sure or says nothing, and nowhere else', async () => {
	const members = ['cheap@1', 'strong@1'];
	const made = await server.client.createJudge(cascade({ members, margin: 0.2 }));
	expect(made).toMatchObject({ name: CASCADE, kind: 'cascade', endpoint: null, is_new: true });
	expect(made.members.map(({ name }) => name)).toEqual(members);
	const nested = { method: 'POST', body: cascade({ members: [CASCADE, 'strong@1'], margin: 0.2 }) };
	const refused = await expectRefusal(server, 'invalid-input', '/v1/judges', nested);
	expect(refused.errors?.map(({ reason }) => reason).join()).toContain('is a cascade');

	const first = smallSubmission('small', 'first', QUESTIONS);
	({ id: submission } = await server.client.createSubmission(first));
	await server.untilOnBoard('small', [submission]);
	const plan = { submission, judge: CASCADE };
	const estimate = await server.client.estimateRun(plan);
	expect(estimate).toMatchObject({
		games: 4 * QUESTIONS,
		second_asked: { low: 0, expected: 1, high: 1, battles: 0 },
	});
	const run = await server.client.createRun({ ...plan, budget_micro_usd: 10_000_000 });
	runId = run.id;
	expect(run.members.map((member) => member.judge)).toEqual(['cheap@1']);
	const done = await untilDone(runId);
	expect(done.members.map((member) => member.judge)).toEqual(members);
	expect(done.progress).toMatchObject({ games: 3 * QUESTIONS, open: 0, cost_micro_usd: null });
	expect(asked('cheap-judge')).toBe(2 * QUESTIONS);
	expect(asked('strong-judge')).toBe(QUESTIONS);
	const { items } = await server.client.battles({ run: runId });
	for (const { id } of items) {
		const battle = await server.client.battle(id);
		const [cheap, strong] = battle.votes ?? [];
		const sure = [undefined, 'win', 'loss', undefined][Number(battle.question_id.slice(1)) % 4];
		expect(battle.outcome).toBe(sure ?? 'tie');
		expect(strong?.outcome).toBe(sure ? 'not-asked' : 'tie');
		expect(battle.games).toHaveLength(sure ? 2 : 4);
		expect(cheap?.preference === null).toBe(cheap?.outcome === 'unscored');
	}
});

test('the second judge’s run of those battles stands on no board, and the cascade’s board says what it asked and saved', async () => {
	const board = await until(
		() => server.client.leaderboard('small', { judge: CASCADE }),
		({ rows }) => rows.some((row) => row.submission_id === submission),
		5_000,
	);
	expect(board.rows).toMatchObject([{ wins: 2, losses: 2, ties: 4, unscored: 0, flip_rate: null }]);
	await expectRefusal(server, 'not-found', '/v1/leaderboards/small?judge=strong@1');
	const found = await server.client.cascade('small', { judge: CASCADE });
	expect(cascadeQuality.parse(found)).toEqual(found);
	expect(found).toMatchObject({
		margin: 0.2,
		battles: QUESTIONS,
		asked: { n: QUESTIONS, hits: QUESTIONS / 2 },
		first_unscored: 2,
		unscored: 0,
		saving: {
			first_games: 2 * QUESTIONS,
			second_games: QUESTIONS,
			second_games_everywhere: 2 * QUESTIONS,
			first_cost_micro_usd: 2 * QUESTIONS * 510,
			second_cost_micro_usd: QUESTIONS * 3000,
			second_cost_everywhere_micro_usd: 2 * QUESTIONS * 3000,
		},
		agrees_where_asked: { n: 2, hits: 0 },
		agrees_where_decided: { n: 0 },
		rows: [{ battles: QUESTIONS }],
	});
	const bundle = await send(server, `/v1/snapshots/${board.snapshot?.id}/bundle?texts=0`);
	expect(recomputeBundle(bundle.text)).toMatchObject({ kind: 'identical' });
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const printed = await runCli(['cascade', 'small', '--judge', CASCADE], { env });
	expect(printed.stdout).toContain('strong@1 was asked about 4 of 8 battles (50.0 %)');
	await expectRefusal(server, 'not-found', '/v1/leaderboards/small/cascade?judge=test-judge@1');
});

test('a run of the second judge over everything asks only what the cascade has not asked', async () => {
	const estimate = await server.client.estimateRun({ submission, judge: 'strong@1' });
	expect(estimate).toMatchObject({ games: 2 * QUESTIONS, games_to_ask: QUESTIONS });
	const { id } = await server.client.createRun({ submission, judge: 'strong@1' });
	await untilDone(id);
	expect(asked('strong-judge')).toBe(2 * QUESTIONS);
	const board = await until(
		() => server.client.leaderboard('small', { judge: 'strong@1' }),
		({ rows }) => rows.length === 1,
		5_000,
	);
	expect(board.rows).toMatchObject([{ ties: QUESTIONS }]);
});

test('a board is judged again by a cascade whose judgments are known, and promoted', async () => {
	const plan = await server.client.planRejudging({ benchmark: 'small', judge: CASCADE });
	expect(plan.estimate).toMatchObject({ games: 24, second_asked: { low: 0.5, high: 0.5 } });
	const before = judge.requests.length;
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		() => server.client.rejudging(plan.id),
		({ state }) => state === 'reported',
		10_000,
	);
	expect(judge.requests.length).toBe(before);
	await server.client.promoteRejudging(plan.id, { reason: 'Cheaper.', over_gates: true });
	const retire = { method: 'PATCH', body: { retired: true } };
	const refused = await expectRefusal(server, 'conflict', '/v1/judges/strong@1', retire);
	expect(refused.detail).toContain(`a member of the cascade ${CASCADE}, live on small@1`);
	const second = smallSubmission('small', 'second', QUESTIONS);
	const { id } = await server.client.createSubmission(second);
	await server.untilOnBoard('small', [submission, id]);
	expect((await server.client.leaderboard('small')).judge.name).toBe(CASCADE);
	expect(asked('strong-judge')).toBe(3 * QUESTIONS);
});

test('a cascade is checked on labelled pairs, and its second judge’s part of them is no check of it', async () => {
	const pairs = Array.from({ length: 4 }, (_, at) => ({
		pair_id: `p${at}`,
		prompt: `Question ${at} of pairs`,
		response_a: `The baseline's answer ${at}`,
		response_b: `Answer ${at}`,
		label: at === 1 ? 'B' : 'A',
	}));
	await server.client.importCheckSet({
		metadata: { slug: 'pairs', version: '1', name: 'Pairs' },
		pairs: new Blob([pairs.map((pair) => JSON.stringify(pair)).join('\n')]),
	});
	const { id } = await server.client.startCheck({ set: 'pairs@1', judge: CASCADE });
	const check = await until(
		() => server.client.judgeCheck(id),
		({ results }) => results !== null,
		10_000,
	);
	expect(check.results?.overall).toMatchObject({ scored: 4, accuracy: { value: 0.75 } });
	expect((await server.client.checksOfJudge('strong@1')).items).toHaveLength(0);
	const whole = await server.client.startCheck({ set: 'pairs@1', judge: 'strong@1' });
	await until(
		() => server.client.judgeCheck(whole.id),
		({ results }) => results?.overall.scored === 4,
		10_000,
	);
});
