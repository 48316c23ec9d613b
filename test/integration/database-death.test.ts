import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Options, Sql, TransactionSql } from 'postgres';
import { mendedPostgres } from '@codejoust/db/driver/mended-postgres';
import { until } from '../support/codejoust-server.ts';
import { startFakePostgres } from '../support/fake-postgres.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

/** Far below a test's limit: what never settles fails here, with its name. */
const LIMIT = { timeout: 30_000 };
const GONE = { code: 'CONNECTION_CLOSED' };
const QUICK = { backoff: () => 0.01, onnotice: () => undefined };

const clients: Sql[] = [];

function open(url: string, options: Options<Record<string, never>> = {}): Sql {
	const client = mendedPostgres(url, { ...QUICK, ...options });
	clients.push(client);
	return client;
}
afterEach(async () => {
	for (const client of clients.splice(0)) await client.end({ timeout: 0 });
});

describe('when a session ends', LIMIT, () => {
	let server: PostgresServer;
	let url: string;
	let killer: Sql;

	beforeAll(async () => {
		server = await startPostgres({ mustBeOurs: true });
		url = await server.createDatabase({ isEmpty: true });
		killer = mendedPostgres(url, { ...QUICK, max: 1 });
		await killer`create table kept (n int)`;
	});
	afterAll(async () => {
		await killer.end();
		await server.stop();
	});

	const pidOf = async (sql: Sql | TransactionSql) => {
		const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
		return row?.pid ?? 0;
	};
	/** Resolves once the client has noticed it too. */
	const killSession = async (client: Sql, pid: number) => {
		await killer`select pg_terminate_backend(${pid})`;
		await until(
			() => killer`select 1 from pg_stat_activity where pid = ${pid}`,
			(rows) => rows.length === 0,
		);
		// Needs a new session where the pool has no other connection, and is answered after the dead one's end was read.
		await client`select 1`;
	};

	test('its transaction sends nothing more, neither outside of it nor on another session', async () => {
		// One connection: the pool's next session is the very one that the dead transaction was in.
		const client = open(url, { max: 1 });
		const late: unknown[] = [];
		const transaction = client.begin(async (tx) => {
			await tx`insert into kept values (1)`;
			await killSession(client, await pidOf(tx));
			for (const n of [2, 3]) await tx`insert into kept values (${n})`.catch((e) => late.push(e));
		});
		await expect(transaction).rejects.toMatchObject(GONE);
		await expect.poll(() => late).toMatchObject([GONE, GONE]);
		expect(await client`select n from kept`).toHaveLength(0);
	});

	test('every statement that its transaction had still to send rejects', async () => {
		const client = open(url, { max: 2 });
		const statements = await client
			.begin(async (tx) => {
				const pid = await pidOf(tx);
				const all = Promise.allSettled([
					tx`select pg_sleep(60)`,
					...Array.from({ length: 300 }, () => tx`select 1`),
				]);
				await killSession(client, pid);
				return { all };
			})
			.catch(() => undefined);
		expect(statements).toBeUndefined();
		expect(await client`select 1 as one`).toEqual([{ one: 1 }]);
	});

	test('a reserved one refuses what comes later, and its connection goes back into the pool once', async () => {
		const client = open(url, { max: 2 });
		const reserved = await client.reserve();
		await killSession(client, await pidOf(reserved as unknown as Sql));
		for (let n = 0; n < 3; n++) await expect(reserved`select 1`).rejects.toMatchObject(GONE);
		reserved.release();
		const [first, second] = [await client.reserve(), await client.reserve()];
		const pids = [first, second].map((each) => pidOf(each as unknown as Sql));
		expect(new Set(await Promise.all(pids)).size).toBe(2);
		first.release();
		second.release();
	});

	test('a reservation that waited for it gets the next session', async () => {
		const client = open(url, { max: 1 });
		const first = await client.reserve();
		const pid = await pidOf(first as unknown as Sql);
		const second = client.reserve();
		await killer`select pg_terminate_backend(${pid})`;
		const granted = await second;
		expect(await pidOf(granted as unknown as Sql)).not.toBe(pid);
		granted.release();
	});

	test('a pool outlives the death of the server, however often, with nothing left waiting', async () => {
		const client = open(url, { max: 4 });
		for (let death = 0; death < 3; death++) {
			const underway = Promise.allSettled([
				...Array.from({ length: 6 }, () => client.begin((tx) => tx`select pg_sleep(60)`)),
				...Array.from({ length: 3 }, () => client.reserve().then((own) => own.release())),
				...Array.from({ length: 9 }, () => client`select pg_sleep(60)`),
			]);
			await until(
				() => killer`select 1 from pg_stat_activity where query like '%pg_sleep(60)%'`,
				(rows) => rows.length >= 4,
			);
			await server.kill();
			await underway;
			await server.restart();
			await until(
				() => client`select 1`.catch(() => []),
				(rows) => rows.length === 1,
			);
		}
		const all = await Promise.all(
			Array.from({ length: 8 }, () => client.begin((tx) => tx`select 1 as one`)),
		);
		expect(all).toHaveLength(8);
	});
});

describe('when a server dies', LIMIT, () => {
	test('while it greets us, whoever waits for the connection hears of it, and the pool works when it is back', async () => {
		let isDead = true;
		const fake = await startFakePostgres(() => (isDead ? 'die' : 'answer'));
		const client = open(fake.url, { max: 1 });
		const all = await Promise.allSettled([client`select 1`, client`select 2`, client.reserve()]);
		expect(all).toMatchObject(Array.from({ length: 3 }, () => ({ reason: GONE })));
		isDead = false;
		const reserved = await client.reserve();
		reserved.release();
		await expect(client`select 1`).resolves.toHaveLength(0);
		await fake.close();
	});

	test('while it is asked for its types, the next connection works', async () => {
		const fake = await startFakePostgres((kind, connection) =>
			kind === 'query' && connection === 1 ? 'die' : 'answer',
		);
		const client = open(fake.url, { max: 1 });
		await expect(client`select 1`).rejects.toMatchObject(GONE);
		await expect(client`select 1`).resolves.toHaveLength(0);
		await fake.close();
	});

	test('with a statement waiting to be written, the connection works when it is back', async () => {
		const fake = await startFakePostgres();
		const asked: Promise<unknown>[] = [];
		const client = open(fake.url, {
			max: 2,
			// Runs when the first connection is closed and before the second one is known to be.
			onclose: () => {
				if (asked.length === 0) asked.push(client`select 1`.catch((error: unknown) => error));
			},
		});
		await Promise.all([client`select 1`, client`select 1`]);
		expect(fake.sockets.size).toBe(2);
		for (const socket of fake.sockets) socket.resetAndDestroy();
		await until(
			() => Promise.resolve(asked.length),
			(asks) => asks > 0,
		);
		await Promise.all(asked);
		await Promise.all(Array.from({ length: 4 }, () => client`select 1`));
		await fake.close();
	});
});
