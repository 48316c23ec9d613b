import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { juryQuality } from '@codejoust/contract/schemas/jury';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { decideByPolicy } from '../support/judge-policies.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 12;
const MODELS = ['hash-judge', 'longer-judge', 'gpt-4o-2024-08-06'];
const MEMBERS = ['hash@1', 'longer@1', 'kin@1'];
const PRICE = { input_micro_usd: 1_000_000, output_micro_usd: 1_000_000 };

let judge: JudgeServer;
let server: CodejoustServer;
let submission: string;

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reply: ({ model, messages }) => {
			const prompt = messages.find(({ role }) => role === 'user')?.content ?? '';
			return model === 'longer-judge' ? undefined : `[[${decideByPolicy('hash', prompt)}]]`;
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small', QUESTIONS));
	for (const [at, model] of MODELS.entries()) {
		const [slug = ''] = (MEMBERS[at] ?? '').split('@');
		await server.client.createJudge({ slug, definition: { ...defaultJudge(model) } });
		await server.client.setPrice(`${slug}@1`, PRICE);
	}
	const definition = { kind: 'jury', mode: 'cyclic', members: MEMBERS };
	await server.client.createJudge({ slug: 'turns', definition });
	await server.client.createJudge({
		slug: 'panel',
		definition: { kind: 'jury', members: MEMBERS, mode: 'panel' },
	});
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

const asked = (model: string) => judge.requests.filter((request) => request.model === model).length;
const judgeAll = async (model: string) => {
	const { id } = await server.client.createSubmission(smallSubmission('small', model, QUESTIONS));
	await server.untilOnBoard('small', [id]);
	return id;
};
const done = (id: string) =>
	until(
		() => server.client.run(id),
		({ state }) => state === 'done',
		10_000,
	);

test('a jury in rotation pins its mode, and one that is asked as a panel is what it was', async () => {
	const [turns, panel] = [
		await server.client.judge('turns@1'),
		await server.client.judge('panel@1'),
	];
	expect(turns.definition).toMatchObject({ mode: 'cyclic', rule: 'mean', quorum: 2 });
	expect(panel.definition).not.toHaveProperty('mode');
	const refused = await expectRefusal(server, 'invalid-input', '/v1/judges', {
		method: 'POST',
		body: {
			slug: 'wrong',
			definition: { kind: 'jury', mode: 'cyclic', rule: 'majority', members: MEMBERS, quorum: 4 },
		},
	});
	expect(refused.errors?.map(({ name }) => name)).toEqual(['definition.quorum', 'definition.rule']);
	const odd = await expectRefusal(server, 'invalid-input', '/v1/judges', {
		method: 'POST',
		body: { slug: 'wrong', definition: { kind: 'jury', mode: 'random', members: MEMBERS } },
	});
	expect(odd.errors).toMatchObject([
		{ name: 'definition.mode', value: 'random', reason: 'The modes of a jury are: panel, cyclic.' },
	]);
});

test('each battle is asked of one member, and the board is an estimate of the panel’s', async () => {
	submission = await judgeAll('first');
	const plan = { submission, judge: 'turns@1' };
	const [estimate, whole] = [
		await server.client.estimateRun(plan),
		await server.client.estimateRun({ ...plan, judge: 'panel@1' }),
	];
	expect(estimate).toMatchObject({ games: 2 * QUESTIONS, games_to_ask: 2 * QUESTIONS });
	expect(whole.games).toBe(3 * estimate.games);
	expect((whole.cost_micro_usd ?? 0) / (estimate.cost_micro_usd ?? 1)).toBeCloseTo(3, 1);
	expect(estimate.members?.map((member) => member.games)).toEqual([8, 8, 8]);
	const run = await server.client.createRun({ ...plan, budget_micro_usd: 10_000_000 });
	await done(run.id);
	expect(MODELS.map(asked)).toEqual([8, 8, 8]);
	const board = await until(
		() => server.client.leaderboard('small', { judge: 'turns@1' }),
		({ rows }) => rows.some((row) => row.submission_id === submission),
		5_000,
	);
	expect(board.rows.find((row) => row.submission_id === submission)).toMatchObject({
		n: QUESTIONS,
		scored: QUESTIONS,
	});
	const { items } = await server.client.battles({ run: run.id });
	for (const { id, by } of items) {
		const battle = await server.client.battle(id);
		expect([by, battle.votes?.length, battle.games.length]).toEqual(['votes', 1, 2]);
		expect(battle.votes?.[0]?.outcome).toBe(battle.outcome);
	}
});

test('what was decided in rotation is recomputed from the bundle, and shown as such', async () => {
	const { snapshot } = await server.client.leaderboard('small', { judge: 'turns@1' });
	const bundle = await send(server, `/v1/snapshots/${snapshot?.id}/bundle?texts=0`);
	expect(recomputeBundle(bundle.text)).toMatchObject({ kind: 'identical' });
	const found = await server.client.jury('small', { judge: 'turns@1' });
	expect(juryQuality.parse(found)).toEqual(found);
	expect(found).toMatchObject({ mode: 'cyclic', battles: QUESTIONS, disagreements: [] });
	for (const { votes, unscored } of found.members)
		expect(votes.win + votes.tie + votes.loss + unscored).toBe(4);
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const printed = await runCli(['jury', 'small', '--judge', 'turns@1'], { env });
	expect(printed.stdout).toContain('turns@1 on small@1: 3 members, in rotation; 12 battles');
	const flags = ['--slug', 'turns', '--members', MEMBERS.join(','), '--mode', 'cyclic'];
	const made = await runCli(['judge', 'create', ...flags, '--json'], { env });
	expect(JSON.parse(made.stdout)).toMatchObject({ name: 'turns@1', is_new: false });
});

test('a panel of the same members asks what the rotation has left out, and nothing twice', async () => {
	const known = judge.requests.length;
	const refused = await expectRefusal(server, 'already-exists', '/v1/runs', {
		method: 'POST',
		body: { submission, judge: 'hash@1' },
	});
	expect(refused.detail).toContain('judges 4 of the 12 battles');
	const plan = { submission, judge: 'panel@1' };
	expect(await server.client.estimateRun(plan)).toMatchObject({ games_known: 24 });
	await done((await server.client.createRun(plan)).id);
	expect(judge.requests.length - known).toBe(48);
	expect(MODELS.map(asked)).toEqual([24, 24, 24]);
});

test('the turns of a recused member fall to the others, and a re-judging asks by the same turns', async () => {
	const kin = await judgeAll('gpt-4o-mini');
	const before = MODELS.map(asked);
	const plan = await server.client.planRejudging({ benchmark: 'small', judge: 'turns@1' });
	expect(plan.estimate).toMatchObject({ models: 2, games: 48, games_known: 24 });
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		() => server.client.rejudging(plan.id),
		({ state }) => state === 'reported',
		10_000,
	);
	expect(MODELS.map((model, at) => asked(model) - (before[at] ?? 0))).toEqual([12, 12, 0]);
	const { rows } = await server.client.leaderboard('small', { judge: 'turns@1' });
	expect(rows.find((row) => row.submission_id === kin)).toMatchObject({ scored: QUESTIONS });
});

test('a jury in rotation is not checked, since each member would see a part of the pairs', async () => {
	const pair = { pair_id: 'p', prompt: 'Which?', response_a: 'one', response_b: 'two', label: 'A' };
	await server.client.importCheckSet({
		metadata: { slug: 'pairs', version: '1', name: 'Pairs' },
		pairs: new Blob([JSON.stringify(pair)]),
	});
	const refused = await expectRefusal(server, 'invalid-input', '/v1/judge-checks', {
		method: 'POST',
		body: { set: 'pairs@1', judge: 'turns@1' },
	});
	expect(refused.errors).toMatchObject([
		{ name: 'judge', value: 'turns@1', reason: expect.stringContaining('take turns') },
	]);
});
