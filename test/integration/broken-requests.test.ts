import { connect as connectSocket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startCodejoustProcess } from '../support/codejoust-process.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { send, smallBenchmark } from '../support/small-benchmark.ts';

const API_ONLY = { config: { roles: new Set(['api'] as const) } };
/** The judge is never asked here. */
const judgeBaseUrl = 'http://127.0.0.1:9/v1';

let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(() => server.stop());
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

const sent = (slug: string) => ({
	method: 'POST',
	body: smallBenchmark(slug),
	headers: { 'idempotency-key': `key of ${slug}` },
});

describe('the Idempotency-Key of a request whose process is killed in the middle of it', () => {
	test('is free a minute after its last heartbeat, and the request is done once', async () => {
		const { databaseUrl, sql } = await openPlace();
		const first = await startCodejoustProcess({ data: { databaseUrl }, judgeBaseUrl, env: ROLE });
		const lock = await lockBenchmarks(sql);
		const broken = send(first, '/v1/benchmarks', sent('killed')).then(
			() => 'answered',
			() => 'broken off',
		);
		await until(
			() => countOpenClaims(sql),
			(open) => open === 1,
		);
		await first.kill();
		expect(await broken).toBe('broken off');
		await lock.release();

		// At the same address: it is part of what makes two requests the same.
		const { port } = new URL(first.address);
		const config = { ...API_ONLY.config, port: Number(port) };
		const second = await startCodejoust({ databaseUrl, config });
		closers.push(second.stop);
		readProblem(await send(second, '/v1/benchmarks', sent('killed')), 'idempotency-key-in-flight');
		await silence(sql, 61);
		expect((await send(second, '/v1/benchmarks', sent('killed'))).status).toBe(201);
		const { json } = await send(second, '/v1/benchmarks', sent('killed'));
		expect(json).toMatchObject({ slug: 'killed' });
		expect((await second.client.benchmarks()).items.length).toBe(1);
	});

	test('on the embedded database is free at the next start', async () => {
		const dataDirectory = await mkdtemp(join(tmpdir(), 'codejoust-data-'));
		closers.push(() => rm(dataDirectory, { recursive: true }));
		const first = await startCodejoust({ dataDirectory, ...API_ONLY });
		await send(first, '/v1/benchmarks', sent('killed'));
		// As a kill between the claim and the work leaves it.
		await first.db.execute(`update idempotency_keys set status = null, body = null`);
		await first.db.execute(`update benchmarks set slug = 'another'`);
		await first.stop();
		const second = await startCodejoust({ dataDirectory, ...API_ONLY });
		closers.push(second.stop);
		expect((await send(second, '/v1/benchmarks', sent('killed'))).status).toBe(201);
	});
});

test('a request that takes long keeps its Idempotency-Key: its process sends heartbeats', async () => {
	const { databaseUrl, sql } = await openPlace();
	const api = await startCodejoust({ databaseUrl, ...API_ONLY });
	closers.push(api.stop);
	const lock = await lockBenchmarks(sql);
	const slow = send(api, '/v1/benchmarks', sent('slow'));
	await until(
		() => countOpenClaims(sql),
		(open) => open === 1,
	);
	await silence(sql, 55);
	await until(
		() => sql`select 1 from idempotency_keys where seen_at > now() - interval '10 s'`,
		(seen) => seen.length === 1,
	);
	readProblem(await send(api, '/v1/benchmarks', sent('slow')), 'idempotency-key-in-flight');
	await lock.release();
	expect((await slow).status).toBe(201);
});

test('a slow request whose key was taken over does not change what the other one was answered', async () => {
	const { databaseUrl, sql } = await openPlace();
	const api = await startCodejoust({ databaseUrl, ...API_ONLY });
	closers.push(api.stop);
	const lock = await lockBenchmarks(sql);
	const slow = send(api, '/v1/benchmarks', sent('taken'));
	await until(
		() => countOpenClaims(sql),
		(open) => open === 1,
	);
	await sql`update idempotency_keys set holder = 'another process', status = 200, body = '{"a":1}'`;
	await lock.release();
	expect((await slow).status).toBe(201);
	expect((await send(api, '/v1/benchmarks', sent('taken'))).json).toEqual({ a: 1 });
});

test('an Idempotency-Key is kept for a week, and removed after it', async () => {
	const { databaseUrl, sql } = await openPlace();
	const first = await startCodejoust({ databaseUrl, ...API_ONLY });
	for (const slug of ['old', 'young'])
		await send(first, '/v1/models', { ...sent(slug), body: { slug, name: slug } });
	await first.stop();
	await sql`update idempotency_keys set created_at = now() - interval '8 days' where key = 'key of old'`;
	await sql`update idempotency_keys set created_at = now() - interval '6 days' where key = 'key of young'`;
	const second = await startCodejoust({ databaseUrl, ...API_ONLY });
	closers.push(second.stop);
	await until(
		() => sql`select key from idempotency_keys`,
		(rows) => rows.length === 1 && rows[0]?.['key'] === 'key of young',
	);
});

test('an upload that is broken off is no trouble of the database, and leaves nothing', async () => {
	const { databaseUrl } = await openPlace();
	const api = await startCodejoust({ databaseUrl, ...API_ONLY });
	closers.push(api.stop);
	for (const type of ['application/json', 'application/x-ndjson'])
		for (const path of ['/v1/submissions?benchmark=b&model=m', '/v1/benchmarks', '/v1/models'])
			await breakOff(api, path, type);
	const seen = () => api.client.download('/metrics').then((response) => response.text());
	await until(
		async () => readStatuses(await seen()),
		(statuses) => statuses.length >= 6,
	);
	const statuses = readStatuses(await seen());
	expect([...new Set(statuses)].sort()).toEqual(['400', '415']);
	expect(api.log).toEqual([]);
});

const ROLE = { CODEJOUST_ROLE: 'api' };

async function openPlace(): Promise<{ readonly databaseUrl: string; readonly sql: Sql }> {
	const databaseUrl = await server.createDatabase();
	const sql = postgres(databaseUrl, { max: 3, onnotice: () => undefined });
	closers.push(() => sql.end());
	return { databaseUrl, sql };
}

/** Until it is released, a benchmark that is being made waits in the middle of its request. */
async function lockBenchmarks(sql: Sql): Promise<{ readonly release: () => Promise<void> }> {
	const session = await sql.reserve();
	await session`begin`;
	await session`lock table benchmarks in access exclusive mode`;
	return {
		release: async () => {
			await session`rollback`;
			session.release();
		},
	};
}

async function countOpenClaims(sql: Sql): Promise<number> {
	const rows = await sql`select 1 from idempotency_keys where status is null`;
	return rows.length;
}

/** As if this number of seconds had passed since the last heartbeat. */
async function silence(sql: Sql, seconds: number): Promise<void> {
	await sql`update idempotency_keys set seen_at = now() - ${seconds} * interval '1 second'`;
}

/** Sends half of what it announces and closes the connection. */
async function breakOff(
	{ address, key }: CodejoustServer,
	path: string,
	type: string,
): Promise<void> {
	const { hostname, port } = new URL(address);
	const socket = connectSocket(Number(port), hostname);
	const head = [
		`POST ${path} HTTP/1.1`,
		`Host: ${hostname}`,
		`Authorization: Bearer ${key}`,
		`Content-Type: ${type}`,
		'Idempotency-Key: broken',
		'Content-Length: 200000',
	];
	await new Promise<void>((resolve) =>
		socket.write(`${head.join('\r\n')}\r\n\r\n{"question_id":`, () => resolve()),
	);
	socket.resetAndDestroy();
}

/** Of every request that wrote. */
function readStatuses(metrics: string): readonly string[] {
	const counts = metrics.matchAll(
		/^codejoust_http_request_seconds_count\{.*method="POST",status="(\d+)"\} (\d+)$/gm,
	);
	return [...counts].flatMap(([, status = '', count]) =>
		Array.from({ length: Number(count) }, () => status),
	);
}
