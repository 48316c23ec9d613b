import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockOf } from '@codejoust/db/queries/boards/computed-answers';
import { VERSION } from '@codejoust/contract/version';
import { contentHash } from '@codejoust/judge/identity/identity';
import { fillBoard, finishFilling, publishFilled } from '../bench/fill-board.ts';
import { type CodejoustServer, NO_LIMITS, startCodejoust } from '../support/codejoust-server.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type Answered, send, smallBenchmark } from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
let servers: readonly [CodejoustServer, CodejoustServer];
let databaseUrl: string;
let slugs: readonly string[];

beforeAll(async () => {
	const server = await startPostgres();
	closers.push(server.stop);
	databaseUrl = await server.createDatabase();
	const requestLimits = { ...NO_LIMITS, proxies: 1, perAddress: 100, costlyPerMinute: 8 };
	const config = { requestLimits, roles: new Set(['api' as const]) };
	const start = async () => {
		const started = await startCodejoust({ databaseUrl, config });
		closers.push(() => started.stop());
		return started;
	};
	servers = [await start(), await start()];
	const [{ client, db }] = servers;
	await client.createBenchmark(smallBenchmark('filled', 100));
	const filling = { benchmark: 'filled', models: 12, questions: 100 };
	await fillBoard(db, filling);
	await finishFilling(db);
	await publishFilled(db, filling);
	slugs = (await client.leaderboard('filled')).rows.map(({ model }) => model.slug);
});
afterAll(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

const isOver = ({ status }: Answered) => status === 429;

/** The answers to what is asked within one minute of the clock, by an attempt of its own. */
async function withinMinute(ask: (attempt: number) => Promise<Answered[]>): Promise<Answered[]> {
	const minute = () => Math.floor(Date.now() / 60_000);
	for (let attempt = 0; ; attempt++) {
		const began = minute();
		const answers = await ask(attempt);
		if (minute() === began) return answers;
	}
}

const from = (address: string) => ({ key: null, headers: { 'x-forwarded-for': address } });

/** Asks both in turn. */
async function askBoth(path: string, times: number, address: string): Promise<Answered[]> {
	const answers: Answered[] = [];
	for (let asked = 0; asked < times; asked++)
		for (const server of servers) answers.push(await send(server, path, from(address)));
	return answers;
}

test('two processes count a caller’s requests together, and store no address', async () => {
	const requests = await withinMinute((at) => askBoth('/v1/version', 60, `192.0.2.${at}`));
	const passed = requests.filter((answer) => !isOver(answer)).length;
	// A fiftieth of the limit more for each, or a tenth of what is left less for the other.
	expect(passed).toBeGreaterThanOrEqual(90);
	expect(passed).toBeLessThanOrEqual(104);
	const last = requests.at(-1);
	if (!last) throw new Error('nothing was asked');
	expect(readProblem(last, 'too-many-requests').detail).toContain('100 requests a minute');
	expect(last.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/);
	const stored = await servers[0].db.execute(`select caller::text from request_counts`);
	expect(stored.length, 'callers are counted in the database').toBeGreaterThan(0);
	expect(JSON.stringify(stored)).not.toContain('192.0.2');
});

test('two processes count a visitor’s costly reads together, to the last one', async () => {
	const path = `/v1/exports/games?benchmark=filled&model=${slugs[0]}`;
	const answers = await withinMinute((at) => askBoth(path, 8, `198.51.100.${at}`));
	expect(answers.filter((answer) => !isOver(answer))).toHaveLength(8);
});

const comparisonOf = (a: string | undefined, b: string | undefined) =>
	`/v1/leaderboards/filled/compare?models=${a},${b}`;

async function countComputations(source: string): Promise<number> {
	const counts = servers.map(async (server) => {
		const { text } = await send(server, '/metrics');
		return Number(
			new RegExp(`^codejoust_computations_total{source="${source}"} (\\d+)`, 'm').exec(text)?.[1] ??
				0,
		);
	});
	return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

test('what readers of two processes ask for is computed by one of them, with the same answer', async () => {
	const before = await countComputations('own');
	const paths = slugs.slice(2, 8).map((slug) => comparisonOf(slugs[0], slug));
	const asked = paths.map((path, at) =>
		Promise.all(servers.map((server) => send(server, path, from(`203.0.113.${at}`)))),
	);
	for (const [one, other] of await Promise.all(asked)) {
		expect(one?.status, one?.text).toBe(200);
		expect(one?.text).toBe(other?.text);
	}
	expect((await countComputations('own')) - before).toBe(paths.length);
	expect(await countComputations('other-process')).toBeGreaterThanOrEqual(paths.length);
});

test('a process that dies while it computes leaves the computation to the next one', async () => {
	const { snapshot } = await servers[0].client.leaderboard('filled');
	if (!snapshot) throw new Error('the board is published');
	const slice = 'category=Even&difficulty=easy';
	const lock = lockOf(contentHash(`${VERSION} slice ${snapshot.id} ${slice}`));
	// As a process of which only the connection is left.
	const dying = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
	const [backend] = await dying<{ pid: number }[]>`select pg_backend_pid() as pid`;
	await dying.unsafe(`begin; select pg_advisory_xact_lock(${lock})`);
	const isAnswered = servers.map(() => false);
	const answers = servers.map(async (server, at) => {
		const answer = await send(server, `/v1/leaderboards/filled?${slice}`, from('203.0.113.100'));
		isAnswered[at] = true;
		return answer;
	});
	// They wait, and nobody waits behind them.
	for (const server of servers)
		await send(server, comparisonOf(slugs[0], slugs[9]), from('203.0.113.101'));
	expect(isAnswered).toEqual([false, false]);
	const before = await countComputations('own');
	await servers[0].db.execute(`select pg_terminate_backend(${backend?.pid})`);
	for (const answer of await Promise.all(answers)) expect(answer.status, answer.text).toBe(200);
	expect((await countComputations('own')) - before).toBe(1);
	await dying.end({ timeout: 0 });
});

test('a process with an address for reads answers readers from there, and from the primary where nobody answers', async () => {
	const replica = { url: databaseUrl, mostLagSeconds: 10 };
	const config = { roles: new Set(['api' as const]), replica };
	const reading = await startCodejoust({ databaseUrl, config });
	closers.push(() => reading.stop());
	const away = { ...replica, url: 'postgres://postgres@127.0.0.1:1/nobody' };
	const alone = await startCodejoust({ databaseUrl, config: { ...config, replica: away } });
	closers.push(() => alone.stop());
	const path = '/v1/leaderboards/filled';
	const answers = [reading, alone].map((server) => send(server, path, { key: null }));
	const [one, other] = await Promise.all(answers);
	expect(one?.status, one?.text).toBe(200);
	expect(other?.text).toBe(one?.text);
	const measures = await Promise.all([reading, alone].map((server) => send(server, '/metrics')));
	const count = (at: number) =>
		/^codejoust_public_reads_total{source="(\w+)"} 1$/m.exec(measures[at]?.text ?? '')?.[1];
	expect([count(0), count(1)]).toEqual(['replica', 'primary']);
	const state = (await send(alone, '/readyz', { key: null })).json;
	expect(state).toEqual({ status: 'ready', replica: { state: 'down', lag_seconds: null } });
	expect((await send(reading, '/readyz')).json).toMatchObject({ replica: { state: 'up' } });
});
