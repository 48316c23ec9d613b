import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '@codejoust/db/connect';
import { migrate } from '@codejoust/db/migrate';
import { claimIdentity, releaseIdentities } from '@codejoust/db/queries/runs/claims';
import { openLog } from '../../apps/api/src/process/open-log.ts';
import { createClaims } from '../../apps/api/src/worker/claims.ts';
import { startCodejoust, until } from '../support/codejoust-server.ts';
import { startTogether } from '../chaos/shared-starts.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

let server: PostgresServer;

beforeAll(async () => {
	server = await startPostgres({ mustBeOurs: true });
});

afterAll(() => server.stop());

test('four processes that migrate at once all succeed, and each migration runs once', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-migrations-'));
	await mkdir(join(folder, 'meta'));
	const entries = [1, 2, 3].map((when) => ({ idx: when - 1, when, tag: `m${when}`, version: '7' }));
	await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
	for (const { tag } of entries)
		await writeFile(join(folder, `${tag}.sql`), `create table ${tag} (id int)`);

	const url = await server.createDatabase({ isEmpty: true });
	const migrators = [1, 2, 3, 4].map(() => connect({ url, embedded: false, maxConnections: 1 }));
	await Promise.all(migrators.map((connection) => migrate(connection, folder)));

	await Promise.all(migrators.map((connection) => connection.close()));

	const connection = connect({ url, embedded: false });
	expect(
		await connection.sql`select count(*)::int as applied from drizzle.__drizzle_migrations`,
	).toEqual([{ applied: 3 }]);
	await connection.close();
	await rm(folder, { recursive: true });
});

test('twice three processes start together on an empty database, and none crashes', async () => {
	const outcome = await startTogether({ postgres: server, starts: 2 });
	expect(outcome).toEqual({ starts: 2, ready: 6, crashes: [] });
});

test('three servers that start in step on an empty database share its schemas, key and sample', async () => {
	const databaseUrl = await server.createDatabase({ isEmpty: true });
	const starts = [1, 2, 3].map(() => startCodejoust({ databaseUrl, isWithSample: true }));
	const started = await Promise.all(starts);
	const judges = await Promise.all(started.map(({ client }) => client.judges()));
	expect(judges.map(({ items }) => items.length)).toEqual([1, 1, 1]);
	expect((await started[0]?.client.benchmarks())?.items.map(({ slug }) => slug)).toEqual([
		'sample',
	]);
	await Promise.all(started.map((each) => each.stop()));
});

test('after a crash of the server the same connection works again and has what was acknowledged', async () => {
	const url = await server.createDatabase({ isEmpty: true });
	const connection = connect({ url, embedded: false, maxConnections: 4 });
	await connection.sql`create table kept (value int)`;
	await connection.sql`insert into kept values (1)`;
	const running = connection.sql`select pg_sleep(60)`.then(
		() => 'finished',
		(error: unknown) => codeOf(error),
	);
	await connection.sql`select 1`;

	await server.kill();
	expect(await running).toMatch(/^(57P0[12]|CONNECTION_CLOSED|CONNECTION_DESTROYED)$/);
	const whileDown = await connection.sql`select 1`.catch(codeOf);
	expect(whileDown).toMatch(/^(ECONNREFUSED|CONNECTION_CLOSED)$/);

	await server.restart();
	expect(await connection.sql`select value from kept`).toEqual([{ value: 1 }]);
	await connection.close();
});

test('an identity is claimed by one process at a time, and a process that dies lets go of it', async () => {
	const url = await server.createDatabase();
	const [one, two] = [connect({ url, embedded: false }), connect({ url, embedded: false })];
	const identity = 'ab'.repeat(32);
	expect(await claimIdentity(one.appending, identity)).toBe(true);
	expect(await claimIdentity(two.appending, identity)).toBe(false);
	await releaseIdentities(one.appending, [identity]);
	expect(await claimIdentity(two.appending, identity)).toBe(true);
	// As a kill does: the session ends, nothing is said.
	await one.sql`
		select pg_terminate_backend(pid) from pg_locks
		where locktype = 'advisory' and database = (
			select oid from pg_database where datname = current_database())`;
	await until(
		() => claimIdentity(one.appending, identity),
		(isOurs) => isOurs,
	);
	await Promise.all([one.close(), two.close()]);
});

test('a process that outlives the server holds its claims again when the server is back, each as often as before', async () => {
	const url = await server.createDatabase();
	const [one, two] = [connect({ url, embedded: false }), connect({ url, embedded: false })];
	const log = openLog('silent');
	const claims = await createClaims(one, log)([]);
	const others = await createClaims(two, log)([]);
	const { signal } = new AbortController();
	const [first = '', second = ''] = ['cd', 'ef'].map((byte) => byte.repeat(32));
	for (const identity of [first, first, second]) await claims.untilOurs(identity, signal);
	claims.release(second);
	const countHeld = async () => {
		const rows = await two.sql`select 1 from pg_locks where locktype = 'advisory'`.catch(() => []);
		return rows.length;
	};
	await until(countHeld, (count) => count === 1);
	for (let death = 0; death < 2; death++) {
		await server.kill();
		await server.restart();
		await until(countHeld, (count) => count === 1);
	}
	expect(await claimIdentity(two.appending, first)).toBe(false);
	expect(await claimIdentity(two.appending, second)).toBe(true);
	await releaseIdentities(one.appending, [first, first]);
	await others.untilOurs(first, signal);
	await Promise.all([one.close(), two.close()]);
});

test('the binaries from npm serve where the system has none', async () => {
	const packaged = await startPostgres({ mustBeOurs: true, source: 'package' });
	const connection = connect({ url: packaged.url, embedded: false });
	const [row] = await connection.sql<{ version: string }[]>`select version()`;
	expect(row?.version).toContain('PostgreSQL 18');
	await connection.close();
	await packaged.stop();
});

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
