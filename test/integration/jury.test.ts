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

const MEMBERS = ['longer-judge@1', 'hash-judge@1', 'silent-judge@1'];
const PRICE = { input_micro_usd: 1_000_000, output_micro_usd: 1_000_000 };

let judge: JudgeServer;
let server: CodejoustServer;
let isSilent = true;

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reply: ({ model, messages }) => {
			const prompt = messages.find(({ role }) => role === 'user')?.content ?? '';
			if (model === 'hash-judge') return `[[${decideByPolicy('hash', prompt)}]]`;
			return model === 'silent-judge' && isSilent ? 'I cannot tell.' : undefined;
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	for (const name of MEMBERS) {
		const model = name.replace('@1', '');
		await server.client.createJudge({ slug: model, definition: { ...defaultJudge(model) } });
		await server.client.setPrice(name, PRICE);
	}
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

const jury = (definition: Readonly<Record<string, unknown>>) => ({
	slug: 'panel',
	definition: { kind: 'jury', ...definition },
});
const asked = (model: string) => judge.requests.filter((request) => request.model === model).length;

test('everything that is wrong with a jury is told at once', async () => {
	const faults = await server.client
		.createJudge(
			jury({
				members: [MEMBERS[0], MEMBERS[0], 'nobody@1', 'test-judge'],
				quorum: 9,
				rule: 'loudest',
			}),
		)
		.catch((error: unknown) => error);
	expect(faults).toMatchObject({
		problem: {
			errors: [
				{ name: 'definition.members.2', reason: 'There is no such judge version.' },
				{ name: 'definition.members.3', reason: expect.stringContaining('@version') },
				{ name: 'definition.members.1', reason: expect.stringContaining('members.0') },
				{ name: 'definition.quorum', value: '9', reason: expect.stringContaining('4 members') },
				{ name: 'definition.rule' },
			],
		},
	});
});

let submission: string;
let juryRun: string;

test('a jury asks what its members have not judged, and its board follows theirs', async () => {
	const panel = await server.client.createJudge(jury({ members: MEMBERS, quorum: 2 }));
	expect(panel).toMatchObject({ name: 'panel@1', kind: 'jury', endpoint: null, is_new: true });
	const turned = await server.client.createJudge(
		jury({ members: MEMBERS.toReversed(), quorum: 2 }),
	);
	expect(turned).toMatchObject({ name: 'panel@1', is_new: false });
	const nested = jury({ members: ['panel@1', MEMBERS[0]] });
	const refused = await expectRefusal(server, 'invalid-input', '/v1/judges', {
		method: 'POST',
		body: nested,
	});
	expect(refused.errors?.map(({ reason }) => reason).join()).toContain('is a jury');

	({ id: submission } = await server.client.createSubmission(smallSubmission('small', 'first')));
	await server.untilOnBoard('small', [submission]);
	await server.client.createRun({ submission, judge: MEMBERS[0] ?? '' });
	await server.untilJudged(submission);
	const plan = { submission, judge: 'panel@1' };
	const estimate = await server.client.estimateRun(plan);
	const known = asked('longer-judge');
	expect(estimate).toMatchObject({
		games: 3 * known,
		games_known: known,
	});
	expect(estimate.members?.map((member) => [member.judge, member.games_to_ask]).toSorted()).toEqual(
		[
			['hash-judge@1', known],
			['longer-judge@1', 0],
			['silent-judge@1', known],
		],
	);
	const run = await server.client.createRun({ ...plan, budget_micro_usd: 10_000_000 });
	expect(run.members.map((member) => member.judge).sort()).toEqual(MEMBERS.toSorted());
	await server.untilJudged(submission);
	expect(asked('longer-judge')).toBe(known);
	expect(asked('panel')).toBe(0);

	const board = await untilShown();
	expect(board.judge.kind).toBe('jury');
	const done = await server.client.run(run.id);
	expect(done).toMatchObject({ state: 'done', waits_for: 'nothing', progress: { open: 0 } });
	expect(await server.client.run(run.id)).toMatchObject({ progress: { cost_micro_usd: null } });
	juryRun = run.id;
});

const untilShown = () =>
	until(
		() => server.client.leaderboard('small', { judge: 'panel@1' }),
		({ rows }) => rows.some((row) => row.submission_id === submission),
		5_000,
	);
const votesOf = async () => {
	const { items } = await server.client.battles({ judge: 'panel@1', benchmark: 'small' });
	return Promise.all(
		items.map(async ({ id }) => {
			const battle = await server.client.battle(id);
			return [battle.outcome, battle.votes?.map((vote) => [vote.judge.name, vote.outcome])];
		}),
	);
};

test('what a jury has decided is recomputed from its bundle', async () => {
	const { snapshot } = await untilShown();
	const bundle = await send(server, `/v1/snapshots/${snapshot?.id}/bundle?texts=0`);
	expect(recomputeBundle(bundle.text)).toMatchObject({ kind: 'identical' });
});

test('a member that says nothing does not vote, and its vote is added when it is asked again', async () => {
	for (const [, votes] of await votesOf())
		expect(new Map(votes as [string, string][]).get('silent-judge@1')).toBe('unscored');
	isSilent = false;
	const silent = (await server.client.run(juryRun)).members.find((member) =>
		member.judge.startsWith('silent'),
	);
	await server.client.controlRun(silent?.run_id ?? '', 'retry');
	await server.untilJudged(submission);
	await server.untilAtRest();
	for (const [, votes] of await votesOf()) {
		const said = new Map(votes as [string, string][]);
		expect(said.get('silent-judge@1')).toBe(said.get('longer-judge@1'));
	}
	for (const [outcome, votes] of await votesOf())
		expect(outcome).toBe(new Map(votes as [string, string][]).get('longer-judge@1'));
});

test('the votes on its board say how far its members agree, and what would change without each', async () => {
	const found = await server.client.jury('small', { judge: 'panel@1' });
	expect(found).toMatchObject({ rule: 'majority', quorum: 2, battles: 4 });
	expect(juryQuality.parse(found)).toEqual(found);
	const path = '/v1/leaderboards/small/jury?judge=panel@1';
	const etag = (await send(server, path)).headers.get('etag') ?? '';
	expect((await send(server, path, { headers: { 'if-none-match': etag } })).status).toBe(304);
	expect(found.members.map((member) => member.judge.name)).toEqual(MEMBERS.toSorted());
	for (const { agrees, judge: member } of found.members)
		if (member.name !== 'hash-judge@1') expect(agrees).toMatchObject({ n: 4, hits: 4 });
	expect(found.rows).toMatchObject([{ place: 1, without: [{ place: 1 }, {}, {}] }]);
	for (const { battle_id: id, votes } of found.disagreements) {
		const battle = await server.client.battle(id);
		expect(battle.votes?.map((vote) => votes[vote.member])).toEqual(
			battle.votes?.map(({ outcome }) => outcome),
		);
	}
	await expectRefusal(server, 'not-found', '/v1/leaderboards/small/jury?judge=hash-judge@1');
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const printed = await runCli(['jury', 'small', '--judge', 'panel@1'], { env });
	expect(printed).toMatchObject({ code: 0 });
	expect(printed.stdout).toContain('panel@1 on small@1: 3 members, majority, quorum 2; 4 battles');
	expect(printed.stdout).toMatch(/Member +Win +Tie +Loss/);
	const members = MEMBERS.join(',');
	const made = await runCli(['judge', 'create', '--slug', 'panel', '--members', members], { env });
	expect(made.stdout).toContain('panel@1');
});

test('a board is judged again by a jury of whose judgments all are known, promoted, and members stay', async () => {
	const plan = await server.client.planRejudging({ benchmark: 'small', judge: 'panel@1' });
	expect(plan.estimate).toMatchObject({ games_to_ask: 0, models: 1 });
	const before = judge.requests.length;
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		() => server.client.rejudging(plan.id),
		({ state }) => state === 'reported',
		10_000,
	);
	expect(judge.requests.length).toBe(before);
	await server.client.promoteRejudging(plan.id, { reason: 'A jury decides.', over_gates: true });
	const refused = await expectRefusal(server, 'conflict', '/v1/judges/hash-judge@1', {
		method: 'PATCH',
		body: { retired: true },
	});
	expect(refused.detail).toContain('a member of the jury panel@1, live on small@1');
	const { id, runs } = await server.client.createSubmission(smallSubmission('small', 'second'));
	const [first, ...others] = runs.map((one) => one.judge.name);
	expect([first, ...others.toSorted()]).toEqual(['panel@1', ...MEMBERS.toSorted()]);
	await server.untilOnBoard('small', [submission, id]);
	expect((await server.client.leaderboard('small')).judge.name).toBe('panel@1');
	const back = { judge: 'test-judge@1', reason: 'Back.', over_gates: true };
	await server.client.promoteJudge('small', back);
	expect((await server.client.leaderboard('small')).judge.name).toBe('test-judge@1');
});

test('a board is judged again by a jury with a new member: only that one is asked, and what is published stays so', async () => {
	await server.client.createJudge({ slug: 'late', definition: { ...defaultJudge('late-judge') } });
	await server.client.setPrice('late@1', PRICE);
	const members = ['late@1', 'longer-judge@1', 'hash-judge@1'];
	await server.client.createJudge({ slug: 'next', definition: { kind: 'jury', members } });
	const plan = await server.client.planRejudging({ benchmark: 'small', judge: 'next@1' });
	expect(plan.estimate).toMatchObject({ games: 48, games_to_ask: 16, models: 2 });
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	expect(await server.client.submission(submission)).toMatchObject({ state: 'published' });
	const reported = await until(
		() => server.client.rejudging(plan.id),
		({ state }) => state === 'reported',
		10_000,
	);
	expect(asked('late-judge')).toBe(16);
	expect(reported.progress).toMatchObject({ runs: 2, runs_open: 0, scored: 48, open: 0 });
	// What the late judge has cost is the re-judging's.
	expect(reported.progress.cost_micro_usd).toBeGreaterThan(0);
	expect(await server.client.submission(submission)).toMatchObject({ state: 'published' });
});

test('a member of the contestant’s own family is recused, and a jury that is left without a quorum is refused', async () => {
	await server.client.createJudge({
		slug: 'kin',
		definition: { ...defaultJudge('gpt-4o-2024-08-06') },
	});
	const members = ['kin@1', 'longer-judge@1', 'hash-judge@1'];
	for (const [slug, quorum] of [
		['kindred', 2],
		['strict', 3],
	] as const)
		await server.client.createJudge({ slug, definition: { kind: 'jury', members, quorum } });
	const model = smallSubmission('small', 'gpt-4o-mini');
	const { id } = await server.client.createSubmission(model);
	// It is late for the re-judging, whose budget its members have spent: that pauses, and goes on with another one.
	const { items: rejudgings } = await server.client.rejudgings({ benchmark: 'small' });
	const paused = await until(
		() => server.client.rejudging(rejudgings[0]?.id ?? ''),
		({ state }) => state === 'paused',
		4_000,
	);
	expect(paused.paused_reason).toContain('budget');
	await server.client.endRejudging(paused.id, 'cancel', 'It has cost enough.');
	const refused = await expectRefusal(server, 'conflict', '/v1/runs', {
		method: 'POST',
		body: { submission: id, judge: 'strict@1' },
	});
	expect(refused.detail).toContain('2 are left');
	const run = await server.client.createRun({ submission: id, judge: 'kindred@1' });
	expect(run.members.map((member) => member.judge).toSorted()).toEqual(members.slice(1).toSorted());
	await until(
		() => server.client.run(run.id),
		({ state }) => state === 'done',
		5_000,
	);
	expect(asked('gpt-4o-2024-08-06')).toBe(0);
	const { items } = await server.client.battles({ run: run.id });
	const battle = await server.client.battle(items[0]?.id ?? '');
	expect(battle.votes?.find(({ judge: member }) => member.name === 'kin@1')?.outcome).toBe(
		'recused',
	);
});

test('a jury is checked on labelled pairs, and its members with it', async () => {
	const pairs = Array.from({ length: 6 }, (_, at) => ({
		pair_id: `p${at}`,
		prompt: `Which one, ${at}?`,
		response_a: at % 2 === 0 ? `a good deal longer than the other ${at}` : `short ${at}`,
		response_b: at % 2 === 0 ? `short ${at}` : `a good deal longer than the other ${at}`,
		label: 'A',
	}));
	await server.client.importCheckSet({
		metadata: { slug: 'pairs', version: '1', name: 'Pairs' },
		pairs: new Blob([pairs.map((pair) => JSON.stringify(pair)).join('\n')]),
	});
	const { id } = await server.client.startCheck({ set: 'pairs@1', judge: 'panel@1' });
	const check = await until(
		() => server.client.judgeCheck(id),
		({ results }) => results !== null,
		10_000,
	);
	// Two of three take the longer answer, which is the labelled one in every second pair.
	expect(check.results?.overall).toMatchObject({
		scored: 6,
		accuracy: { value: 0.5 },
		position_consistency: null,
		flip_rate: null,
	});
	const members = await server.client.checksOfJudge('hash-judge@1');
	expect(members.items).toHaveLength(1);
});

test('two judges are compared where one is a jury, by outcomes and not by games', async () => {
	const found = await server.client.judgeComparison('small', {
		from: 'longer-judge@1',
		to: 'panel@1',
	});
	expect(found.outcomes).toMatchObject({ n: 8, hits: 8 });
	expect(found.verdicts.labels).toMatchObject({ n: 0, share: null });
});
