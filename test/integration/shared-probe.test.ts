import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
	type CodejoustServer,
	endpointSettings,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 100;
const LATENCY_MS = 2500;

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function openJudge(options: Parameters<typeof startJudgeServer>[0]) {
	const judge = await startJudgeServer(options);
	closers.push(judge.close);
	return judge;
}

async function start(
	databaseUrl: string,
	{ baseUrl, apiKey = 'sk-1' }: { readonly baseUrl: string; readonly apiKey?: string },
	roles: readonly ('api' | 'worker')[],
): Promise<CodejoustServer> {
	const server = await startCodejoust({
		databaseUrl,
		config: {
			judgeModel: 'test-judge',
			roles: new Set(roles),
			endpoints: [endpointSettings({ name: 'cloud', baseUrl, apiKey, concurrency: 8 })],
		},
	});
	closers.push(server.stop);
	return server;
}

async function submit({ client }: CodejoustServer, models: readonly string[]): Promise<string[]> {
	await client.createBenchmark(smallBenchmark('small', QUESTIONS));
	const ids: string[] = [];
	for (const model of models)
		ids.push((await client.createSubmission(smallSubmission('small', model, QUESTIONS))).id);
	return ids;
}

test('a judge that its endpoint never answered is asked by one of two workers, five times at most before it is held', async () => {
	const judge = await openJudge({
		latencyMs: 100,
		fault: () => ({ kind: 'status', status: 400, code: 'bad', message: 'No such parameter.' }),
	});
	const url = await postgres.createDatabase();
	const api = await start(url, judge, ['api']);
	await submit(api, ['a', 'b', 'c']);
	const workers = [await start(url, judge, ['worker']), await start(url, judge, ['worker'])];
	const [hold] = await until(
		async () => (await api.client.holds()).items,
		(items) => items.length === 1,
	);
	expect(hold).toMatchObject({ cause: 'refused-alike', runs: 3, open_games: 6 * QUESTIONS });
	// Both have seen it, and ask nothing more.
	await until(
		() => api.client.endpoints(),
		({ items }) => items.every(({ use }) => use.in_flight === 0 && use.games === 0),
	);
	expect(judge.requests.length).toBeLessThanOrEqual(6);
	expect(workers.flatMap(({ log }) => log.filter(({ level }) => level >= 50))).toEqual([]);
	expect(await api.db.execute(sql`select * from judge_probes`)).toHaveLength(0);
});

test('the first game goes alone, and its answer lets both workers in', async () => {
	const judge = await openJudge({ latencyMs: LATENCY_MS });
	const url = await postgres.createDatabase();
	const api = await start(url, judge, ['api']);
	await submit(api, ['a', 'b']);
	await start(url, judge, ['worker']);
	await start(url, judge, ['worker']);
	await until(
		() => Promise.resolve(judge.requests.length),
		(asked) => asked > 0,
	);
	const firstAt = Date.now();
	await until(
		() => Promise.resolve(Date.now() - firstAt),
		(passedMs) => passedMs > LATENCY_MS / 2,
	);
	expect(judge.requests).toHaveLength(1);
	await until(
		() => Promise.resolve(judge.requests.length),
		(asked) => asked > 8,
	);
});

test('the turn of a worker that died is over after a while', async () => {
	const judge = await openJudge({});
	const url = await postgres.createDatabase();
	const server = await start(url, judge, ['api', 'worker']);
	await server.db.execute(sql`
		insert into judge_probes (endpoint, judge_version_id, worker, until)
		select 'cloud', id, 'dead', now() + interval '2 seconds' from judge_versions
		where model = 'test-judge'`);
	const before = Date.now();
	const [id = ''] = await submit(server, ['a']);
	const { runs } = await server.untilJudged(id);
	expect(runs[0]?.progress).toMatchObject({ scored: 2 * QUESTIONS, unscored: 0 });
	expect(Date.now() - before).toBeGreaterThan(1000);
	expect(await server.db.execute(sql`select * from judge_probes`)).toHaveLength(0);
});

test('a hold ends by itself when the endpoint has another key, and stays while a worker has the old one', async () => {
	const judge = await openJudge({ apiKey: 'sk-right' });
	const url = await postgres.createDatabase();
	const api = await start(url, judge, ['api']);
	const [id = ''] = await submit(api, ['a']);
	const old = await start(url, { ...judge, apiKey: 'sk-wrong' }, ['worker']);
	await until(
		() => api.client.holds(),
		({ items }) => items[0]?.cause === 'wrong-key',
	);
	await start(url, { ...judge, apiKey: 'sk-right' }, ['worker']);
	await until(
		() => api.client.endpoints(),
		({ items }) => items.some(({ workers }) => workers.some((one) => one.is_standing_by)),
	);
	expect((await api.client.holds()).items).toHaveLength(1);
	await old.stop();
	closers.splice(closers.indexOf(old.stop), 1);
	const { runs } = await api.untilJudged(id);
	expect(runs[0]?.progress).toMatchObject({ scored: 2 * QUESTIONS, unscored: 0 });
	const [hold] = (await api.client.holds({ all: 'true' })).items;
	expect(hold?.lifted_by).toBe('the new settings of the endpoint');
	const [notice] = (await api.client.notices()).items.filter(({ kind }) => kind === 'hold-lifted');
	expect(notice?.message).toContain('lifted by the new settings of the endpoint');
	const { items: entries } = await api.client.audit({ action: 'hold.lift' });
	expect(entries).toMatchObject([
		{ actor: 'the new settings of the endpoint', subject: hold?.id, request_id: null },
	]);
});
