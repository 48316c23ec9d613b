import { afterEach, expect, test } from 'vitest';
import { type CodejoustServer, NO_LIMITS, startCodejoust } from '../support/codejoust-server.ts';
import { fillBoard, finishFilling, publishFilled } from '../bench/fill-board.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import {
	type Answered,
	send,
	smallBenchmark,
	smallSubmission,
} from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

/** A server with a benchmark of two models and these limits. */
async function start(
	limits: Partial<typeof NO_LIMITS>,
	judgeOptions: Parameters<typeof startJudgeServer>[0] = {},
): Promise<CodejoustServer> {
	const judge: JudgeServer = await startJudgeServer({ policy: 'hash', ...judgeOptions });
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		config: { requestLimits: { ...NO_LIMITS, proxies: 1, ...limits } },
	});
	closers.push(() => server.stop());
	await server.client.createBenchmark(smallBenchmark('small'));
	return server;
}

const from = (address: string) => ({ key: null, headers: { 'x-forwarded-for': address } });

async function submitTwo(server: CodejoustServer): Promise<void> {
	const one = await server.client.createSubmission(smallSubmission('small', 'one'));
	const two = await server.client.createSubmission(smallSubmission('small', 'two'));
	await server.untilOnBoard('small', [one.id, two.id]);
}

const COMPARE = '/v1/leaderboards/small/compare?models=one,two';

test('a visitor’s costly reads are limited by the minute, cheap ones and other visitors’ are not', async () => {
	const server = await start({ costlyPerMinute: 2 });
	await submitTwo(server);
	// A minute of the clock that ends among them changes nothing.
	const all: Answered[] = [];
	for (let asked = 0; asked < 5; asked++) all.push(await send(server, COMPARE, from('192.0.2.1')));
	expect(all[0]?.status, all[0]?.text).toBe(200);
	const over = all.find(({ status }) => status === 429);
	if (!over) throw new Error('nothing was refused');
	const problem = readProblem(over, 'too-many-requests');
	expect(problem.detail).toContain('2 costly reads a minute');
	expect(over.headers.get('retry-after')).toBe(String(problem.retry_after_seconds));
	expect((await send(server, '/v1/leaderboards/small', from('192.0.2.1'))).status).toBe(200);
	expect((await send(server, COMPARE, from('192.0.2.2'))).status).toBe(200);
	const mixed = '/v1/leaderboards/small?category=Even&difficulty=easy';
	expect((await send(server, mixed, from('192.0.2.1'))).status, 'a slice by two filters').toBe(429);
});

test('a visitor’s costly reads wait for each other, and too many are refused', async () => {
	const server = await start({ costlyAtOnce: 1, costlyMs: 20_000 });
	await submitTwo(server);
	const ask = (address: string) => send(server, COMPARE, from(address));
	const all = await Promise.all(Array.from({ length: 30 }, () => ask('192.0.2.1')));
	const statuses = all.map(({ status }) => status);
	expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(17);
	const over = all.find(({ status }) => status === 429);
	if (over) expect(readProblem(over, 'too-many-requests').detail).toContain('at the same time');
	expect(new Set(statuses)).toEqual(new Set([200, 429]));
	expect((await ask('192.0.2.1')).status, 'the line is empty again').toBe(200);
});

test('an export gives its visitor’s turn back when it is read, left, or asked for its head alone', async () => {
	const server = await start({ costlyAtOnce: 1, costlyMs: 300 });
	await submitTwo(server);
	const url = `${server.address}/v1/exports/games?benchmark=small&texts=1`;
	const headers = { 'x-forwarded-for': '192.0.2.1' };
	const whole = await fetch(url, { headers });
	expect((await whole.text()).trim().split('\n').length).toBe(16);
	const head = await fetch(url, { headers, method: 'HEAD' });
	expect(head.status).toBe(200);
	const left = new AbortController();
	await fetch(url, { headers, signal: left.signal });
	left.abort();
	const again = await fetch(url, { headers });
	expect(again.status).toBe(200);
	await again.text();
});

test('a visitor may have a number of progress streams open, and one that ends frees its place', async () => {
	const server = await start({ streams: 2, streamsInAll: 3 }, { latencyMs: 1000 });
	const { runs } = await server.client.createSubmission(smallSubmission('small', 'one'));
	const path = `/v1/runs/${runs[0]?.id}/events`;
	const open = async (address: string) => {
		const left = new AbortController();
		const headers = { 'x-forwarded-for': address };
		const response = await fetch(server.address + path, { headers, signal: left.signal });
		return { response, leave: () => left.abort() };
	};
	const [first, second] = [await open('192.0.2.1'), await open('192.0.2.1')];
	const third = await send(server, path, from('192.0.2.1'));
	expect(readProblem(third, 'too-many-requests').detail).toContain('2 progress streams');
	expect(third.headers.get('retry-after')).toBe('10');
	const other = await open('192.0.2.2');
	expect(other.response.status).toBe(200);
	const over = await send(server, '/v1/events', from('192.0.2.3'));
	expect(readProblem(over, 'not-ready').detail).toContain('All 3 progress streams');
	expect([over.status, over.headers.get('retry-after')]).toEqual([503, '10']);
	expect((await send(server, path.replace('/events', ''), from('192.0.2.1'))).status).toBe(200);
	first.leave();
	await expect
		.poll(async () => {
			const next = await open('192.0.2.1');
			if (next.response.status !== 200) next.leave();
			return next.response.status;
		})
		.toBe(200);
	second.leave();
	other.leave();
});

test('the documents of the API count like its requests', async () => {
	const server = await start({ perAddress: 2 });
	const statuses: number[] = [];
	for (let asked = 0; asked < 5; asked++)
		statuses.push((await send(server, '/openapi.json', from('192.0.2.1'))).status);
	expect(statuses[0]).toBe(200);
	expect(statuses).toContain(429);
	expect((await send(server, '/healthz', from('192.0.2.1'))).status).toBe(200);
});

test('computations that many visitors ask end at their limit, and boards are published meanwhile', async () => {
	const server = await start({ costlyAtOnce: 1, costlyMs: 100 });
	await server.client.createBenchmark(smallBenchmark('filled', 500));
	const filling = { benchmark: 'filled', models: 12, questions: 500 };
	await fillBoard(server.db, filling);
	await finishFilling(server.db);
	await publishFilled(server.db, filling);
	const { rows } = await server.client.leaderboard('filled');
	const slugs = rows.map(({ model }) => model.slug);
	expect(slugs).toHaveLength(12);
	// Ten models of twelve, and each time others.
	const pairs = slugs.flatMap((a, at) => slugs.slice(at + 1).map((b) => [a, b]));
	const asked = pairs.map(([a, b], at) => {
		const models = slugs.filter((slug) => slug !== a && slug !== b).join(',');
		const path = `/v1/leaderboards/filled/compare?models=${models}`;
		return send(server, path, from(`198.51.100.${at}`));
	});
	const submitted = submitTwo(server);
	for (const answered of await Promise.all(asked)) {
		expect(readProblem(answered, 'not-ready').detail).toMatch(/longer|waiting/);
		expect(Number(answered.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
	}
	await submitted;
	expect((await server.client.leaderboard('small')).rows).toHaveLength(2);
});
