import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, openDatabase } from '@codejoust/db/connect';
import { findRun } from '@codejoust/db/queries/runs/runs';
import { fillBoard } from '../bench/fill-board.ts';
import { fillSecondJudge } from '../bench/fill-second-judge.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { startRefusingPooler } from '../support/refusing-pooler.ts';
import { startTransactionPooler } from '../support/transaction-pooler.ts';
import { registerJudge } from '../support/register-judge.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';
import { recordStatements } from '../support/statement-log.ts';

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('the comparison of two judges reads the battles of many models in one statement, and once for all processes', async () => {
	const databaseUrl = await postgres.createDatabase();
	const server = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
	await server.client.createBenchmark(smallBenchmark('filled', 10));
	await fillBoard(server.db, { benchmark: 'filled', models: 12, questions: 10 });
	const to = await registerJudge(server, 'second-judge');
	await fillSecondJudge(server.db, to);
	const read = async ({ db, client }: CodejoustServer) => {
		let compared: unknown;
		const statements = await recordStatements(db, async () => {
			compared = await client.judgeComparison('filled', { from: 'codejoust-rehearsal-1@1', to });
		});
		return { compared, reads: statements.filter((text) => text.includes('judgments')).length };
	};
	const first = await read(server);
	expect(first.compared).toMatchObject({ models: Array.from({ length: 12 }, () => ({})) });
	expect(first.reads).toBe(3);
	const page = await recordStatements(server.db, () => server.client.runs({ limit: 12 }));
	expect(page, 'a page of runs sends no statement twice').toEqual([...new Set(page)]);
	// Another process finds it stored.
	const other = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
	expect(await read(other)).toEqual({ compared: first.compared, reads: 0 });
	await other.stop();
	// A run that was retried may say something else now; one that goes on is not stored.
	await server.db.execute(
		sql`update runs set retried_at = now() where id = (select min(id) from runs)`,
	);
	expect(await read(server)).toEqual({ ...first, reads: 3 });
	await server.db.execute(
		sql`update runs set finished_at = null where id = (select min(id) from runs)`,
	);
	await read(server);
	const stored = await server.db.execute(
		sql`select octet_length(numbers) < 20000 as "isSmall" from judge_comparisons`,
	);
	expect(stored).toMatchObject([{ isSmall: true }]);
	await server.stop();
});

test('no connection of ours compiles plans or shares their work, whatever the server does by default', async () => {
	const connection = connect({ url: postgres.url, embedded: false });
	for (const sql of [connection.sql, connection.appending]) {
		expect(await sql`show jit`).toEqual([{ jit: 'off' }]);
		const name = 'max_parallel_workers_per_gather';
		expect(await sql`show ${sql(name)}`).toEqual([{ [name]: '0' }]);
	}
	await connection.close();
});

test('a pooler that refuses the setting is used without it', async () => {
	const pooler = await startRefusingPooler(postgres.url, 'jit');
	const options = { databaseUrl: pooler.url, dataDirectory: '/nonexistent', maxConnections: 2 };
	const connection = await openDatabase(options);
	expect(await connection.sql`select 1 as one`).toEqual([{ one: 1 }]);
	expect(await connection.appending`select 1 as one`).toEqual([{ one: 1 }]);
	await connection.close();
	await pooler.close();
});

test.each([
	['transaction', undefined],
	['session', /transaction is aborted|prepared statement "\w+" does not exist/],
] as const)('behind a pooler in transaction mode, set to %s', async (mode, trouble) => {
	const pooler = await startTransactionPooler(await postgres.createDatabase());
	const options = { url: pooler.url, embedded: false, maxConnections: 1, refusesSettings: true };
	const connection = connect({ ...options, pooler: mode });
	const read = async () => {
		for (let time = 0; time < 3; time++) {
			await findRun(connection.db, 'none');
			await connection.db.transaction((tx) => findRun(tx, 'none'));
			await connection.sql`select ${time}::int`;
		}
	};
	const seen = await read().then(() => undefined, describe);
	if (trouble === undefined) expect(seen).toBeUndefined();
	else expect(seen).toMatch(trouble);
	await connection.close();
	await pooler.close();
});

test('a prepared read survives that a migration of another process changes the type of a column', async () => {
	const url = await postgres.createDatabase();
	const connection = connect({ url, embedded: false, maxConnections: 1 });
	await findRun(connection.db, 'none');
	await connection.sql`alter table runs alter column priority type bigint`;
	expect(await findRun(connection.db, 'none')).toBeUndefined();
	await connection.close();
});

function describe(error: unknown): string {
	const causes = error instanceof Error ? [error.message, String(error.cause)] : [String(error)];
	return causes.join(' ');
}
