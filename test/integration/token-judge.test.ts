import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { defaultTokenJudge } from '@codejoust/judge/protocol/token-default';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { type KindsJudge, KINDS_JUDGE, startKindsJudge } from '../support/kinds-judge.ts';
import { runCli } from '../support/run-cli.ts';
import { hasFiles } from '../support/shared-data.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 30;
const FEW = 6;
const TOKEN = 'test-judge-token@1';

type GameLine = {
	readonly battle_id: string;
	readonly order: string;
	readonly verdict: string | null;
	readonly preference: number | null;
	readonly unscored_reason: string | null;
	readonly completion_tokens: number | null;
};

async function openServer(judgeBaseUrl: string, questions = QUESTIONS): Promise<CodejoustServer> {
	const server = await startCodejoust({ judgeBaseUrl });
	await server.client.createBenchmark(smallBenchmark('small', questions));
	await server.client.createJudge({
		slug: 'test-judge-token',
		definition: { kind: 'token', model: 'test-judge' },
	});
	return server;
}

function untilHeld(server: CodejoustServer): Promise<unknown> {
	return until(
		() => server.client.holds(),
		({ items }) => items.length > 0,
	);
}

async function readGames(server: CodejoustServer, judge: string): Promise<readonly GameLine[]> {
	const { text } = await send(server, `/v1/exports/games?benchmark=small&judge=${judge}`);
	return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as GameLine]));
}

describe.skipIf(!hasFiles(KINDS_JUDGE))('against a judge of one token, a tenth of it odd', () => {
	let judge: KindsJudge;
	let server: CodejoustServer;
	let submission: string;
	beforeAll(async () => {
		judge = await startKindsJudge('token', '--odd-rate', '0.1');
		server = await openServer(judge.baseUrl);
		const sent = smallSubmission('small', 'first', QUESTIONS);
		({ id: submission } = await server.client.createSubmission(sent));
		await server.client.createRun({ submission, judge: TOKEN });
		await server.untilJudged(submission);
		await server.untilAtRest();
	});
	afterAll(async () => {
		await server.stop();
		await judge.stop();
	});

	test('no game is lost, none is scored that is odd, and every preference is that of the ledger', async () => {
		const ledger = (await judge.readLedger()).filter((row) => row.max_tokens === 1);
		const games = await readGames(server, TOKEN);
		expect(games).toHaveLength(2 * QUESTIONS);
		expect(ledger).toHaveLength(2 * QUESTIONS);
		const [odd, even] = [ledger.filter((row) => row.odd), ledger.filter((row) => !row.odd)];
		expect(odd.length).toBeGreaterThan(0);
		const unscored = games.filter(({ verdict }) => verdict === null);
		expect(unscored.map((game) => game.unscored_reason)).toEqual(odd.map(() => 'low-mass'));
		const byValue = (a: number, b: number) => a - b;
		const read = games.flatMap(({ preference }) => preference ?? []).sort(byValue);
		const told = even.map(({ value }) => Number(value)).sort(byValue);
		expect(read).toHaveLength(told.length);
		read.forEach((preference, at) => expect(preference).toBeCloseTo(told[at] ?? NaN, 9));
		expect(games.every((game) => game.completion_tokens === 1)).toBe(true);
	});

	test('a battle has the mean of both orders, and the board their mean with an interval', async () => {
		const games = Map.groupBy(await readGames(server, TOKEN), (game) => game.battle_id);
		const means = [...games.values()].flatMap((both) => {
			const sides = both.flatMap(({ order, preference }) =>
				preference === null ? [] : [order === 'swapped' ? preference : 1 - preference],
			);
			return sides.length === 2 ? [((sides[0] ?? 0) + (sides[1] ?? 0)) / 2] : [];
		});
		const board = await server.client.leaderboard('small', { judge: TOKEN });
		const [row] = board.rows;
		expect(row).toMatchObject({ scored: means.length, unscored: QUESTIONS - means.length });
		expect(row?.unscored_reasons).toEqual({ 'low-mass': QUESTIONS - means.length });
		const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
		expect(row?.preference?.value).toBeCloseTo(mean, 8);
		expect(row?.preference?.low).toBeLessThan(mean);
		expect(row?.preference?.method).toBe('bootstrap');
		const wins = means.filter((one) => one > 0.55).length;
		const losses = means.filter((one) => one < 0.45).length;
		expect([row?.wins, row?.losses]).toEqual([wins, losses]);
		expect(row?.flip_rate).not.toBeNull();
		const bundle = await send(server, `/v1/snapshots/${board.snapshot?.id}/bundle`);
		expect(recomputeBundle(bundle.text)).toMatchObject({ kind: 'identical' });
		const csv = await send(server, `/v1/leaderboards/small/export.csv?judge=${TOKEN}`);
		expect(csv.text.split('\r\n')[0]).toMatch(/,preference_standard_error(,|$)/);
	});

	test('a check says how well its probabilities are calibrated', async () => {
		const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
		const pairs = Array.from({ length: 20 }, (_, at) => ({
			pair_id: `p${at}`,
			prompt: `Which one, ${at}?`,
			response_a: `first ${at}`,
			response_b: `second ${at}`,
			label: at % 3 === 0 ? 'B' : 'A',
		}));
		await server.client.importCheckSet({
			metadata: { slug: 'pairs', name: 'Pairs' },
			pairs: new Blob([pairs.map((pair) => JSON.stringify(pair)).join('\n')]),
		});
		const { stdout } = await runCli(['judge', 'check', 'pairs', '--judge', TOKEN], { env });
		expect(stdout).toMatch(/Calibration over \d+ pairs .* Brier score 0\.\d{3}/);
		expect(stdout).toMatch(/The answer shown first gets [+−]\d/);
		const [check] = (await server.client.checksOfJudge(TOKEN)).items;
		const calibration = check?.results?.calibration;
		expect(calibration?.bins).toHaveLength(10);
		expect(calibration?.bins.reduce((sum, { pairs: n }) => sum + n, 0)).toBe(calibration?.pairs);
		expect(check?.results?.overall.unscored_reasons['low-mass']).toBe(
			check?.results?.overall.unscored,
		);
	});
});

test.skipIf(!hasFiles(KINDS_JUDGE))(
	'an endpoint that refuses log-probabilities holds with its words',
	async () => {
		const judge = await startKindsJudge('token', '--no-logprobs');
		const server = await openServer(judge.baseUrl, FEW);
		const { id } = await server.client.createSubmission(smallSubmission('small', 'one', FEW));
		const run = await server.client.createRun({ submission: id, judge: TOKEN });
		await untilHeld(server);
		const [hold] = (await server.client.holds()).items;
		expect(hold).toMatchObject({ cause: 'refused-alike', judge: TOKEN });
		expect(hold?.sentence).toContain('This model does not support logprobs');
		expect(await server.client.run(run.id)).toMatchObject({ progress: { scored: 0 } });
		await server.stop();
		await judge.stop();
	},
);

describe('against an endpoint whose replies have no log-probabilities', () => {
	let judge: JudgeServer;
	let server: CodejoustServer;
	let hasLogprobs = false;
	const top = [
		{ token: 'A', logprob: Math.log(0.7) },
		{ token: ' B', logprob: Math.log(0.3) },
	];
	beforeAll(async () => {
		judge = await startJudgeServer({
			reply: () => 'A [[A>B]]',
			body: (_, body) =>
				hasLogprobs
					? {
							...body,
							choices: [
								{
									index: 0,
									finish_reason: 'length',
									message: { role: 'assistant', content: 'A' },
									logprobs: { content: [{ ...top[0], top_logprobs: top }] },
								},
							],
						}
					: body,
		});
		server = await openServer(judge.baseUrl, FEW);
	});
	afterAll(async () => {
		await server.stop();
		await judge.close();
	});

	test('the judge is held with that sentence after five calls, nothing is scored, and an operator resumes it', async () => {
		const { id } = await server.client.createSubmission(smallSubmission('small', 'two', FEW));
		await server.untilJudged(id);
		const before = judge.requests.length;
		const { id: runId } = await server.client.createRun({ submission: id, judge: TOKEN });
		await untilHeld(server);
		expect(judge.requests.length - before).toBeLessThanOrEqual(5);
		const [hold] = (await server.client.holds()).items;
		expect(hold?.cause).toBe('no-logprobs');
		expect(hold?.sentence).toContain(
			'cannot serve the judge test-judge-token@1: The reply has no log-probabilities of its first token',
		);
		const held = await server.client.run(runId);
		expect(held.waits_for).toContain('no log-probabilities');
		expect(held.progress).toMatchObject({ scored: 0, unscored: 0 });
		hasLogprobs = true;
		await server.client.liftHold(hold?.id ?? '');
		await server.untilJudged(id);
		const done = await server.client.run(runId);
		expect(done.progress).toMatchObject({ scored: 2 * FEW, unscored: 0 });
		hasLogprobs = false;
	});

	test('a batch without log-probabilities holds the judge, and one with them is read as live calls are', async () => {
		const { id: submission } = await server.client.createSubmission(
			smallSubmission('small', 'batched', FEW),
		);
		await server.untilJudged(submission);
		const { id } = await server.client.createRun({ submission, judge: TOKEN, via: 'batch' });
		await untilHeld(server);
		const [hold] = (await server.client.holds()).items;
		expect(hold?.cause).toBe('no-logprobs');
		expect((await server.client.run(id)).progress).toMatchObject({ scored: 0, unscored: 0 });
		hasLogprobs = true;
		await server.client.liftHold(hold?.id ?? '');
		const done = await until(
			() => server.client.run(id),
			({ finished_at: at }) => at !== null,
		);
		expect(done.progress).toMatchObject({ scored: 2 * FEW, unscored: 0 });
		hasLogprobs = false;
	});

	test('a board of labels is judged again by one token, at a fraction of its output, promoted and turned back', async () => {
		await server.untilAtRest();
		hasLogprobs = true;
		const definition = { kind: 'token', tieWithin: 0.1 };
		await server.client.createJudge({ from: 'test-judge@1', slug: 'next-token', definition });
		const next = 'next-token@1';
		const plan = await server.client.planRejudging({ benchmark: 'small', judge: next });
		const games = plan.estimate?.games ?? NaN;
		// Of a judge that may write one token.
		expect(plan.estimate).toMatchObject({ games_to_ask: games, completion_tokens: games });
		await server.client.startRejudging(plan.id, plan.confirmation ?? '');
		const done = await until(
			() => server.client.rejudging(plan.id),
			({ state }) => state === 'reported',
		);
		expect(done.progress).toMatchObject({ scored: games, unscored: 0 });
		await server.client.promoteRejudging(plan.id, { reason: 'One token', over_gates: true });
		const board = await server.client.leaderboard('small');
		expect(board.judge.kind).toBe('token');
		expect(board.rows.every(({ preference }) => preference !== null)).toBe(true);
		const back = await server.client.planRejudging({ benchmark: 'small', judge: 'test-judge@1' });
		expect(back.estimate?.games_to_ask).toBe(0);
		await server.client.promoteJudge('small', { judge: 'test-judge@1', reason: 'Back' });
		expect((await server.client.leaderboard('small')).rows[0]?.preference).toBeNull();
		hasLogprobs = false;
	});

	test('a definition that is wrong has all its problems told at once', async () => {
		const definition = {
			...defaultTokenJudge('test-judge'),
			tieWithin: 0.5,
			topLogprobs: 30,
			maxTokens: { parameter: 'max_tokens', limit: 64 },
			reAsk: { reasons: ['no-verdict'], tokenFactor: 1 },
			responseFormat: 'text',
			parser: 'labels@1',
			userTemplate: 'Which is better? {{answers}}',
		};
		const problem = await expectRefusal(server, 'invalid-input', '/v1/judges/check', {
			method: 'POST',
			body: { slug: 'bad', definition },
		});
		const told = problem.errors?.map(({ name, reason }) => `${name}: ${reason}`).join('\n');
		expect(told).toMatch(/definition\.tieWithin: .*0\.45/);
		expect(told).toMatch(/definition\.topLogprobs: .*20/);
		expect(told).toMatch(/definition\.maxTokens\.limit: .*16/);
		expect(told).toMatch(/definition\.reAsk\.reasons: .*empty/);
		expect(told).toContain('letters@1');
		expect(told).toContain('"responseFormat"');
		expect(told).toContain('{{question}} appears 0 times');
		expect(told).toContain('{{answers}} is not a slot');
	});

	test('the command makes the default judge of a kind for a model, and the rehearsal judge plays it', async () => {
		const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
		const create = (...args: readonly string[]) => runCli(['judge', 'create', ...args], { env });
		const made = await create('--kind', 'token', '--model', 'codejoust-rehearsal-1');
		expect(made.stdout).toContain('codejoust-rehearsal-1-token@1');
		const name = 'codejoust-rehearsal-1-token@1';
		const { hash } = await server.client.judge(name);
		expect(hash).toBe(hashDefinition(defaultTokenJudge('codejoust-rehearsal-1')));
		const other = await create(
			'--from',
			'test-judge@1',
			'--kind',
			'token',
			'--slug',
			'turned',
			'--dry-run',
		);
		expect(other.stdout).toContain('kind: pairwise → token');
		const { id } = await server.client.createSubmission(smallSubmission('small', 'three', FEW));
		await server.client.createRun({ submission: id, judge: name });
		await server.untilJudged(id);
		await server.untilAtRest();
		const board = await server.client.leaderboard('small', { judge: name });
		expect(board.judge).toMatchObject({ kind: 'token', is_rehearsal: true });
		expect(board.rows[0]).toMatchObject({ scored: FEW, unscored: 0 });
		expect(board.rows[0]?.preference).not.toBeNull();
		const { items } = await server.client.battles({ benchmark: 'small', judge: name, limit: 1 });
		const trial = await server.client.tryJudge(name, { battle: items[0]?.id ?? '' });
		expect(trial.games[0]?.attempts[0]).toMatchObject({ reply: expect.stringMatching(/^[AB]$/) });
		expect(trial.games[0]?.attempts[0]?.preference).not.toBeNull();
	});
});
