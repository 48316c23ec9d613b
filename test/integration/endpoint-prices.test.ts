import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	type CodejoustServer,
	endpointSettings,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

/** The judge server reports 1000 prompt tokens for every game. */
const TOKENS = 1000;
const JUDGE = 'good-judge';

let judge: JudgeServer;
let server: CodejoustServer;
let models = 0;

beforeAll(async () => {
	judge = await startJudgeServer();
	server = await startCodejoust({
		config: {
			judgeModel: JUDGE,
			endpoints: [
				endpointSettings({
					name: 'cloud',
					baseUrl: judge.baseUrl,
					models: ['good-*', 'Qwen/*'],
					prices: [
						{ model: 'good-*', inputMicroUsd: 1_000_000, outputMicroUsd: 0, asOf: '2026-01-01' },
					],
				}),
			],
		},
	});
	await server.client.createBenchmark(smallBenchmark('small', 10));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

/** Micro-dollars of a run of twenty games that is asked now. */
async function costOfRun(): Promise<number | null | undefined> {
	const { id } = await server.client.createSubmission(smallSubmission('small', `m${++models}`, 10));
	return (await server.untilJudged(id)).runs[0]?.progress.cost_micro_usd;
}

async function readCloud() {
	const found = (await server.client.endpoints()).items.find(({ name }) => name === 'cloud');
	if (!found) throw new Error('the endpoint is not listed');
	return found;
}

const readSource = async () => (await readCloud()).judges.find((one) => one.model === JUDGE)?.price;

test('a price is set, changed and removed; it holds from then on, says where it comes from, and is audited', async () => {
	expect(await readSource()).toMatchObject({
		input_micro_usd: 1_000_000,
		source: 'endpoints-file',
	});
	expect(await costOfRun()).toBe(20 * TOKENS);

	const price = { model: JUDGE, input_micro_usd: 3_000_000, output_micro_usd: 0 };
	expect(await server.client.setEndpointPrice('cloud', price)).toMatchObject({
		...price,
		endpoint: 'cloud',
		set_by: expect.any(String),
	});
	expect(await readSource()).toMatchObject({ input_micro_usd: 3_000_000, source: 'endpoint' });
	expect(await costOfRun()).toBe(3 * 20 * TOKENS);
	await server.client.setEndpointPrice('cloud', { ...price, input_micro_usd: 5_000_000 });
	expect((await readCloud()).set_prices).toMatchObject([{ input_micro_usd: 5_000_000 }]);
	expect(await costOfRun()).toBe(5 * 20 * TOKENS);

	const removed = await server.client.removeEndpointPrice('cloud', JUDGE);
	expect(removed).toMatchObject({ model: JUDGE, input_micro_usd: 5_000_000 });
	expect((await readCloud()).set_prices).toEqual([]);
	expect(await readSource()).toMatchObject({ source: 'endpoints-file' });
	expect(await costOfRun()).toBe(20 * TOKENS);

	const { items } = await server.client.audit({ action: 'endpoint.price' });
	expect(
		items.map(({ subject, before, after, detail }) => [subject, before, after, detail]),
	).toEqual(
		[
			[5_000_000, null],
			[3_000_000, 5_000_000],
			[null, 3_000_000],
		].map(([was = null, is = null]) => [
			'cloud',
			{ input_micro_usd: was, output_micro_usd: was === null ? null : 0 },
			{ input_micro_usd: is, output_micro_usd: is === null ? null : 0 },
			{ model: JUDGE },
		]),
	);
});

test('estimates and budgets go by it, and a price of the judge version comes before it', async () => {
	const { id } = await server.client.createSubmission(smallSubmission('small', `m${++models}`, 10));
	await server.untilJudged(id);
	const plan = { submission: id, judge: `${JUDGE}@1`, replicate: 1 };
	const estimate = async () => (await server.client.estimateRun(plan)).cost_micro_usd;
	const atFile = await estimate();
	if (atFile === null) throw new Error('the price of the endpoints file was not used');
	await server.client.setEndpointPrice('cloud', {
		model: JUDGE,
		input_micro_usd: 100_000_000,
		output_micro_usd: 0,
	});
	expect(await estimate()).toBe(100 * atFile);
	// By the price of the endpoints file the whole run costs two cents.
	await server.client.setEndpointPrice('cloud', {
		model: JUDGE,
		input_micro_usd: 0,
		output_micro_usd: 100_000_000,
	});
	const run = await server.client.createRun({ ...plan, budget_micro_usd: 250_000 });
	const paused = await until(
		() => server.client.run(run.id),
		({ state }) => state === 'paused',
		20_000,
	);
	expect(paused.waits_for).toMatch(/budget/);
	expect(paused.progress.cost_micro_usd).toBeLessThanOrEqual(250_000);

	await server.client.setPrice(`${JUDGE}@1`, { input_micro_usd: 0, output_micro_usd: 0 });
	expect(await readSource()).toMatchObject({ input_micro_usd: 0, source: 'judge' });
	expect(await estimate()).toBe(0);
	await server.client.removeEndpointPrice('cloud', JUDGE);
});

test.each([
	[{ model: JUDGE, input_micro_usd: -1, output_micro_usd: 0 }, 'input_micro_usd', '-1', '0'],
	[
		{ model: JUDGE, input_micro_usd: 0, output_micro_usd: 1e12 + 1 },
		'output_micro_usd',
		'1000000000001',
		'1,000,000,000,000',
	],
	[
		{ model: JUDGE, input_micro_usd: 0.5, output_micro_usd: 0 },
		'input_micro_usd',
		'0.5',
		'whole number',
	],
	[{ model: 'good-*', input_micro_usd: 0, output_micro_usd: 0 }, 'model', 'good-*', 'asterisks'],
	[{ model: 'bad-judge', input_micro_usd: 0, output_micro_usd: 0 }, 'model', 'bad-judge', 'good-*'],
	[{ model: JUDGE, input_micro_usd: 0 }, 'output_micro_usd', '', ''],
])('a bad price %o is refused with field, value and limit', async (body, field, value, limit) => {
	const problem = await expectRefusal(server, 'invalid-input', '/v1/endpoints/cloud/price', {
		method: 'PUT',
		body,
	});
	const [error] = problem.errors ?? [];
	expect(error?.name).toBe(field);
	expect(`${error?.value ?? ''} ${error?.reason ?? ''}`).toContain(value);
	expect(error?.reason).toContain(limit);
});

test('unknown endpoints, prices that are not set and callers who do not operate are refused', async () => {
	const body = { model: JUDGE, input_micro_usd: 1, output_micro_usd: 1 };
	const put = { method: 'PUT', body };
	const unknown = await expectRefusal(server, 'not-found', '/v1/endpoints/nowhere/price', put);
	expect(unknown.detail).toContain('There are: cloud, rehearsal.');
	const path = `/v1/endpoints/cloud/price?model=good-other`;
	await expectRefusal(server, 'not-found', path, { method: 'DELETE' });
	const anybody = await send(server, '/v1/endpoints/cloud/price', { ...put, key: null });
	expect(anybody.status).toBe(401);
	const stranger = await send(server, path, { method: 'DELETE', key: null });
	expect(stranger.status).toBe(401);
});

test('the command line shows, sets and removes a price of a model with a slash in its name', async () => {
	const run = (...args: string[]) =>
		runCli(['endpoints', 'price', ...args, '--server', server.address, '--key', server.key]);
	const set = await run('cloud', 'Qwen/Qwen3-32B', '--input', '2.50', '--output', '10');
	expect(set.stdout).toBe(
		'The price of Qwen/Qwen3-32B at cloud is set to $2.50 in and $10.00 out for a million tokens.\n',
	);
	const shown = await run('cloud');
	expect(shown.stdout).toMatch(
		/^good-judge@1 \(good-judge\): \$[\d.]+ in and \$[\d.]+ out .*, (?:set for|from) the/,
	);
	expect(shown.stdout).toContain(
		'\nQwen/Qwen3-32B: $2.50 in and $10.00 out for a million tokens, set for this endpoint\n',
	);
	expect((await run('cloud', 'Qwen/Qwen3-32B', '--input', '2')).stderr).toContain('Give both');
	expect((await run('cloud', '--remove')).stderr).toContain('Name the model');
	const removed = await run('cloud', 'Qwen/Qwen3-32B', '--remove');
	expect(removed.stdout).toContain('is no longer set to $2.50 in and $10.00 out');
	expect((await run('cloud', 'Qwen/Qwen3-32B', '--remove')).code).not.toBe(0);
});
