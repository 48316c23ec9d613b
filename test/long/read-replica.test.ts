import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { changeBattle } from '../bench/change-board.ts';
import { fillBoard, finishFilling, publishFilled } from '../bench/fill-board.ts';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startPostgres, withDatabase } from '../support/postgres-server.ts';
import { send, smallBenchmark } from '../support/small-benchmark.ts';
import { until } from '../support/until.ts';

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

const MOST_LAG_SECONDS = 4;

test('readers are answered by a streaming replica while it keeps up, and by the primary while it does not', async () => {
	const primary = await startPostgres({ mustBeOurs: true });
	closers.push(primary.stop);
	const replica = await primary.startReplica();
	const databaseUrl = await primary.createDatabase();
	const url = withDatabase(replica.url, new URL(databaseUrl).pathname.slice(1));
	const server = await startCodejoust({
		databaseUrl,
		config: {
			roles: new Set(['api']),
			replica: { url, mostLagSeconds: MOST_LAG_SECONDS },
			logLevel: 'info',
		},
	});
	closers.push(server.stop);
	const filling = { benchmark: 'filled', models: 12, questions: 100 };
	await server.client.createBenchmark(smallBenchmark('filled', 100));
	await fillBoard(server.db, filling);
	await finishFilling(server.db);
	await publishFilled(server.db, filling);

	const anonymous = (path: string) => send(server, path, { key: null });
	const etagOf = async (key: string | null) =>
		(await send(server, '/v1/leaderboards/filled', { key })).headers.get('etag');
	const readState = async () =>
		(await anonymous('/readyz')).json as { replica: { state: string; lag_seconds: number | null } };
	const untilState = (state: string) =>
		until(readState, (found) => found.replica.state === state, 30_000);
	const countReads = async (source: string) => {
		const { text } = await anonymous('/metrics');
		const line = new RegExp(`^codejoust_public_reads_total{source="${source}"} (\\d+)`, 'm');
		return Number(line.exec(text)?.[1] ?? 0);
	};

	await untilState('up');
	const first = await until(
		() => etagOf(null),
		(etag) => etag !== null,
	);
	expect(await etagOf(server.key)).toBe(first);
	const reads = await countReads('replica');
	const whole = await anonymous('/v1/leaderboards/filled');
	const mixed = await anonymous('/v1/leaderboards/filled?category=Even&difficulty=easy');
	expect([whole.status, mixed.status], mixed.text).toEqual([200, 200]);
	expect(await countReads('replica')).toBe(reads + 2);

	const control = postgres(url, { max: 1, onnotice: () => undefined });
	closers.push(() => control.end({ timeout: 1 }));
	await control`select pg_wal_replay_pause()`;
	await changeBattle(server.db);
	await publishFilled(server.db, filling);
	await server.client.createBenchmark(smallBenchmark('newer'));
	const second = await etagOf(server.key);
	expect(second, 'who has a key sees what was written').not.toBe(first);
	expect(await etagOf(null), 'who has none sees what the replica has').toBe(first);
	expect((await anonymous('/v1/benchmarks/newer')).status, 'what it lacks, the primary has').toBe(
		200,
	);
	const { replica: behind } = await untilState('behind');
	expect(behind.lag_seconds).toBeGreaterThan(MOST_LAG_SECONDS);
	expect(await etagOf(null), 'a replica that is too far behind is not asked').toBe(second);

	await control`select pg_wal_replay_resume()`;
	await untilState('up');
	expect(await etagOf(null)).toBe(second);

	await replica.stop();
	for (let asked = 0; asked < 20; asked++)
		expect((await anonymous('/v1/leaderboards/filled')).status).toBe(200);
	await untilState('down');
	const { text } = await anonymous('/metrics');
	expect(text).toContain('codejoust_replica_up 0');
	expect(server.log.some(({ msg }) => msg === 'readers are answered by the primary')).toBe(true);
});
