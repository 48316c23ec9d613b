import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import {
	type CodejoustServer,
	endpointSettings,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function startJudge(options: Parameters<typeof startJudgeServer>[0] = {}) {
	const judge = await startJudgeServer(options);
	closers.push(judge.close);
	return judge;
}

/** A judge server that knows these models and answers every other one as OpenAI does. */
function startJudgeOf(models: readonly string[], latencyMs?: number): Promise<JudgeServer> {
	return startJudge({
		...(latencyMs === undefined ? {} : { latencyMs }),
		fault: (_index, { model }) =>
			models.includes(model)
				? undefined
				: {
						kind: 'status',
						status: 404,
						code: 'model_not_found',
						message: `The model ${model} does not exist.`,
					},
	});
}

type Given = Partial<EndpointSettings> & Pick<EndpointSettings, 'baseUrl'>;

async function startServer(
	databaseUrl: string,
	endpoints: readonly Given[],
	roles: readonly ('api' | 'worker')[] = ['api', 'worker'],
	judgeModel = 'good-judge',
): Promise<CodejoustServer> {
	const server = await startCodejoust({
		databaseUrl,
		config: {
			endpoints: endpoints.map(endpointSettings),
			judgeModel,
			roles: new Set(roles),
		},
	});
	closers.push(server.stop);
	return server;
}

async function submit(server: CodejoustServer, questions = 20, name = 'small') {
	await server.client.createBenchmark(smallBenchmark(name, questions));
	return server.client.createSubmission(smallSubmission(name, 'm', questions));
}

async function readRun(server: CodejoustServer, submissionId: string) {
	const [run] = (await server.client.submission(submissionId)).runs;
	if (!run) throw new Error('the submission has no run');
	return run;
}

test('a worker that has another endpoint leaves a run alone, and none of its games is unscored', async () => {
	const good = await startJudgeOf(['good-judge'], 20);
	const other = await startJudgeOf(['other-judge']);
	const url = await postgres.createDatabase();
	const stranger = await startServer(url, [{ name: 'other', baseUrl: other.baseUrl }], ['worker']);
	const server = await startServer(url, [
		{ name: 'good', baseUrl: good.baseUrl, models: ['good-*'] },
	]);
	const { id } = await submit(server, 100);
	const judged = await server.untilJudged(id);
	expect(judged.runs[0]).toMatchObject({
		endpoint: 'good',
		progress: { games: 200, scored: 200, unscored: 0 },
	});
	expect(other.requests).toEqual([]);
	expect(stranger.log).toEqual([]);
});

test('of two workers with different addresses under one name the older plays, and operators are told', async () => {
	const good = await startJudgeOf(['good-judge'], 20);
	const wrong = await startJudgeOf(['other-judge']);
	const url = await postgres.createDatabase();
	const server = await startServer(url, [{ baseUrl: good.baseUrl }]);
	const second = await startServer(url, [{ baseUrl: wrong.baseUrl }], ['worker']);
	const { items } = await until(
		() => server.client.endpoints(),
		({ items: all }) => all.some(({ workers }) => workers.some((worker) => worker.is_standing_by)),
	);
	const named = items.find(({ name }) => name === 'default');
	expect(named?.settings_differ).toBe(true);
	expect(named?.workers.map((worker) => worker.is_standing_by).sort()).toEqual([false, true]);
	const { id } = await submit(server, 100);
	expect((await server.untilJudged(id)).runs[0]).toMatchObject({
		progress: { scored: 200, unscored: 0 },
	});
	expect(wrong.requests).toEqual([]);
	const [notice] = (await server.client.notices()).items;
	expect(notice).toMatchObject({ kind: 'endpoint-settings', endpoint: 'default', rejudging: null });
	await second.stop();
	closers.pop();
	await until(
		() => server.client.endpoints(),
		({ items: all }) => all.every((one) => !one.settings_differ),
	);
});

test('a run whose endpoint no worker has says so and waits, until a worker has it', async () => {
	const judge = await startJudgeOf(['good-judge']);
	const url = await postgres.createDatabase();
	const endpoint = { name: 'later', baseUrl: judge.baseUrl };
	const server = await startServer(url, [endpoint], ['api']);
	const { id } = await submit(server);
	expect((await readRun(server, id)).waits_for).toBe('a worker: none is running');
	await startServer(url, [], ['worker']);
	const waiting = await until(
		() => readRun(server, id),
		({ waits_for: wait }) => wait.includes('endpoint'),
	);
	expect(waiting).toMatchObject({
		state: 'queued',
		waits_for: 'a worker: no worker has the endpoint later',
	});
	await startServer(url, [endpoint], ['worker']);
	await server.untilJudged(id);
});

test('a run for which no worker has an endpoint waits for one that allows its model', async () => {
	const judge = await startJudgeOf(['good-judge', 'late-judge']);
	const url = await postgres.createDatabase();
	const server = await startServer(url, [
		{ name: 'good', baseUrl: judge.baseUrl, models: ['good-*'] },
	]);
	const { id } = await submit(server);
	await server.untilJudged(id);
	const late = await registerJudge(server, 'late-judge');
	const run = await server.client.createRun({ submission: id, judge: late });
	expect(run).toMatchObject({
		state: 'queued',
		endpoint: null,
		waits_for: 'an endpoint: no worker has one that allows the model late-judge',
	});
	await startServer(url, [{ name: 'all', baseUrl: judge.baseUrl }], ['worker']);
	const done = await until(
		() => server.client.run(run.id),
		({ state }) => state === 'done',
	);
	expect(done).toMatchObject({ endpoint: 'all', progress: { unscored: 0 } });
});

test('two judges are asked at two endpoints at once, and a slow one does not hold up the other', async () => {
	const slow = await startJudge({ latencyMs: 400 });
	const quick = await startJudge();
	const server = await startServer(await postgres.createDatabase(), [
		{ name: 'slow', baseUrl: slow.baseUrl, models: ['good-judge'], concurrency: 1 },
		{ name: 'quick', baseUrl: quick.baseUrl },
	]);
	const { id } = await submit(server, 6);
	const slowRun = await readRun(server, id);
	const second = await registerJudge(server, 'second-judge');
	const run = await server.client.createRun({ submission: id, judge: second });
	const other = await server.client.createSubmission(smallSubmission('small', 'other', 6));
	const [waiting] = (await server.client.submission(other.id)).runs;
	expect(waiting).toMatchObject({
		state: 'queued',
		shared_endpoint: { name: 'slow', in_flight: 1, runs: 2 },
		waits_for:
			'its turn: the endpoint slow takes 1 game at a time, for 2 runs; 12 of 12 games are open of this one',
	});
	await until(
		() => server.client.run(run.id),
		({ state }) => state === 'done',
	);
	expect(quick.requests.every(({ model }) => model === 'second-judge')).toBe(true);
	expect(quick.requests).toHaveLength(12);
	expect((await server.client.run(slowRun.id)).state).not.toBe('done');
	expect(slow.requests.every(({ model }) => model === 'good-judge')).toBe(true);
});

test('a binding takes effect on games that are queued, is in the audit log, and can be taken back', async () => {
	const first = await startJudge({ latencyMs: 300 });
	const second = await startJudge();
	const server = await startServer(await postgres.createDatabase(), [
		{ name: 'first', baseUrl: first.baseUrl, concurrency: 2 },
		{ name: 'second', baseUrl: second.baseUrl },
	]);
	const { id } = await submit(server, 60);
	const { judge } = await until(
		() => readRun(server, id),
		({ progress }) => progress.scored > 0,
	);
	expect(await server.client.judge(judge.name)).toMatchObject({
		endpoint: 'first',
		bound_endpoint: null,
	});
	const bound = await server.client.bindJudge(judge.name, 'second');
	expect(bound).toMatchObject({ endpoint: 'second', bound_endpoint: 'second' });
	const done = await server.untilJudged(id);
	expect(done.runs[0]).toMatchObject({
		endpoint: 'second',
		progress: { games: 120, scored: 120, unscored: 0 },
	});
	// What was in flight is kept; nothing is asked twice.
	expect(first.requests.length + second.requests.length).toBe(120);
	expect(second.requests.length).toBeGreaterThan(60);
	expect((await server.client.audit({ action: 'judge.bind' })).items).toMatchObject([
		{ subject: judge.name, before: { endpoint: null }, after: { endpoint: 'second' } },
	]);
	expect(server.log).toEqual([]);
	const freed = await server.client.bindJudge(judge.name, null);
	expect(freed).toMatchObject({ endpoint: 'first', bound_endpoint: null });
});

test('a binding to an unknown endpoint, or to one that does not allow the model, is refused', async () => {
	const judge = await startJudge();
	const server = await startServer(await postgres.createDatabase(), [
		{ name: 'good', baseUrl: judge.baseUrl },
		{ name: 'narrow', baseUrl: judge.baseUrl, models: ['gpt-*'] },
	]);
	const { items } = await server.client.judges();
	const [live] = items.filter(({ is_rehearsal: isRehearsal }) => !isRehearsal);
	const bind = (endpoint: string) =>
		server.client.bindJudge(live?.name ?? '', endpoint).catch((error: unknown) => error);
	expect(await bind('nowhere')).toMatchObject({
		problem: {
			status: 422,
			detail: 'There is no endpoint "nowhere". There are: good, narrow, rehearsal.',
		},
	});
	expect(await bind('narrow')).toMatchObject({
		problem: {
			status: 422,
			detail: expect.stringContaining('does not allow the model good-judge'),
		},
	});
	expect((await server.client.audit({ action: 'judge.bind' })).items).toEqual([]);
});

test('endpoints are listed without a secret, and only for operators', async () => {
	const judge = await startJudge();
	const server = await startServer(await postgres.createDatabase(), [
		{
			name: 'good',
			baseUrl: `${judge.baseUrl}?api-version=secret-version`,
			apiKey: 'sk-very-secret',
			headers: { 'x-team': 'secret-team' },
			body: { provider: { order: ['secret-provider'] } },
			requestsPerMinute: 6000,
			prices: [{ model: 'good-*', inputMicroUsd: 1, outputMicroUsd: 2, asOf: 'now' }],
		},
	]);
	const { items } = await until(
		() => server.client.endpoints(),
		({ items: all }) => all.every(({ workers }) => workers.length > 0),
	);
	expect(items.map(({ name }) => name)).toEqual(['rehearsal', 'good']);
	expect(items[1]).toMatchObject({
		models: ['*'],
		limits: { concurrency: 32, requests_per_minute: 6000, tokens_per_minute: null },
		is_here: true,
		settings_differ: false,
		headers: ['x-team'],
		body_fields: ['provider'],
		judges: [{ name: 'good-judge@1', is_bound: false }],
		workers: [{ is_standing_by: false }],
	});
	expect(JSON.stringify(items)).not.toContain('secret');
	expect((await send(server, '/v1/endpoints', { key: null })).status).toBe(401);
});

test('a test of an endpoint asks the model list and one game, and says in a sentence what is wrong', async () => {
	const good = await startJudge({ apiKey: 'sk-right' });
	const gone = await startJudgeServer();
	await gone.close();
	const server = await startServer(await postgres.createDatabase(), [
		{ name: 'right', baseUrl: good.baseUrl, apiKey: 'sk-right' },
		{ name: 'wrong', baseUrl: good.baseUrl, apiKey: 'sk-wrong-secret' },
		{ name: 'gone', baseUrl: gone.baseUrl },
	]);
	expect(await server.client.testEndpoint('right')).toMatchObject({
		finding: 'ok',
		model: 'good-judge',
		verdict: expect.any(String),
		prompt_tokens: 1000,
	});
	const wrong = await server.client.testEndpoint('wrong', { model: 'any' });
	expect(wrong).toMatchObject({ finding: 'wrong-key', verdict: null });
	expect(JSON.stringify(wrong)).not.toContain('secret');
	expect(await server.client.testEndpoint('gone', { model: 'any' })).toMatchObject({
		finding: 'unreachable',
	});
	const refused = await server.client.testEndpoint('nowhere').catch((error: unknown) => error);
	expect(refused).toMatchObject({ problem: { status: 404 } });
	const { items } = await server.client.audit({ action: 'endpoint.test' });
	expect(items.map(({ subject }) => subject)).toEqual(['gone', 'wrong', 'right']);
});

test('a test of an endpoint whose server has just closed a kept connection asks once more', async () => {
	const closing = await startJudge({
		fault: (index) => (index === 1 || index > 2 ? { kind: 'reset' } : undefined),
	});
	const server = await startServer(await postgres.createDatabase(), [
		{ name: 'closing', baseUrl: closing.baseUrl },
	]);
	const findings = [];
	for (const calls of [1, 3, 5]) {
		const { finding } = await server.client.testEndpoint('closing', { model: 'any' });
		findings.push(finding);
		expect(closing.requests.filter(({ model }) => model === 'any').length).toBe(calls);
	}
	expect(findings).toEqual(['ok', 'ok', 'unreachable']);
});

test('chunks that were queued before endpoints had names are played', async () => {
	const judge = await startJudge();
	const url = await postgres.createDatabase();
	const api = await startServer(url, [{ baseUrl: judge.baseUrl }], ['api']);
	const { id } = await submit(api);
	await api.db.execute(`update queue.job set name = 'chunks' where name = 'chunks.default'`);
	await api.db.execute('update runs set endpoint = null');
	await startServer(url, [{ baseUrl: judge.baseUrl }], ['worker']);
	const { runs } = await api.untilJudged(id);
	expect(runs[0]).toMatchObject({ endpoint: 'default', progress: { games: 40, unscored: 0 } });
	await api.untilAtRest();
	expect((await api.client.workers()).queue.chunks).toBe(0);
});
