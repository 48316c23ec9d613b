import { PgBoss } from 'pg-boss';
import { expect, test } from 'vitest';
import type { Connection } from '@codejoust/db/connect';
import { bossDatabase } from '@codejoust/db/queue/boss-database';
import { openQueue } from '@codejoust/db/queue/open-queue';
import { settledIds } from '@codejoust/db/queue/settled-ids';
import { CHUNKS, startBoss } from '@codejoust/db/queue/start-boss';
import { readProjectFile, readSources } from '../architecture/project-files.ts';
import { eachDatabase } from '../support/database-each.ts';

const DOCUMENT = 'docs/decisions/0015-private-parts-of-pg-boss.md';
const STATES = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'];
/** Where SQL on the tables of pg-boss may be: ours, and the way by which pg-boss sends its own. */
const SQL_FILES = ['packages/db/src/queue/boss-database.ts', 'packages/db/src/queue/job-table.ts'];

const page = readProjectFile(DOCUMENT).text;
const named = [...page.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| `([^`]+)` +\|/gm)].map(
	([, table = '', column = '', type = '']) => ({ table, column, type }),
);

test('the version of pg-boss is the one that the decision was written for', () => {
	const installed = readVersion('node_modules/pg-boss/package.json');
	const [, decided] = /pg-boss (\d+\.\d+\.\d+)/.exec(page) ?? [];
	expect(
		installed,
		`pg-boss ${installed} is installed: compare its tables with ${DOCUMENT}, then write this version there`,
	).toBe(decided);
});

test('no other file of the product has SQL on the tables of pg-boss', () => {
	const withSql = readSources()
		.filter(({ path, text }) => !path.endsWith('.test.ts') && hasQueueSql(path, text))
		.map(({ path }) => path);
	expect(withSql).toEqual(SQL_FILES);
});

test('SQL on the tables of pg-boss is found', () => {
	expect(hasQueueSql('packages/db/src/queue/a.ts', 'await sql<Row[]>`select 1`')).toBe(true);
	expect(hasQueueSql('apps/api/src/a.ts', 'sql`select id from queue.job`')).toBe(true);
	expect(hasQueueSql('apps/api/src/a.ts', 'queue.job(1)')).toBe(false);
});

eachDatabase((open) => {
	test('the private columns of pg-boss that we use are there, with their types', async () => {
		const connection = await open();
		await start(connection, (boss) => boss.schemaVersion());
		const columns = await listColumns(connection);
		for (const { table, column, type } of named)
			expect(
				columns.get(`${table}.${column}`),
				`pg-boss has changed queue.${table}.${column}, which we use: see ${DOCUMENT}`,
			).toBe(type);
		expect(named.length).toBeGreaterThan(8);
		const used = [...columns.keys()].filter(isUsed);
		expect(used.length).toBeGreaterThan(6);
		const missing = used.filter(
			(key) => !named.some(({ table, column }) => `${table}.${column}` === key),
		);
		expect(missing, `job-table.ts uses columns that ${DOCUMENT} does not name`).toEqual([]);
	});

	test('the states of a job are in the order that we compare them by', async () => {
		const connection = await open();
		await start(connection, (boss) => boss.schemaVersion());
		const rows = await connection.sql<{ state: string }[]>`
			select enumlabel as state from pg_enum join pg_type on pg_type.oid = enumtypid
			where typname = 'job_state' order by enumsortorder`;
		expect(
			rows.map(({ state }) => state),
			`pg-boss has changed its states: see ${DOCUMENT}`,
		).toEqual(STATES);
	});

	test('calls that end or keep a claim answer with the ids that they changed', async () => {
		const connection = await open();
		await start(connection, async (boss) => {
			await boss.insert(
				CHUNKS,
				['a', 'b', 'c'].map((key) => ({ singletonKey: key })),
			);
			for (const end of ['complete', 'fail', 'cancel'] as const) {
				const [job] = await boss.fetch(CHUNKS);
				if (!job) throw new Error('no job to fetch');
				const claim = { id: job.id, retryCount: job.retryCount };
				const [row] = await connection.sql`
					select heartbeat_on is not null and started_on is not null as "isClaimed"
					from queue.job where id = ${job.id}`;
				expect(row, `fetch of pg-boss sets no heartbeat: see ${DOCUMENT}`).toEqual({
					isClaimed: true,
				});
				expect(settledIds(await boss.touch(CHUNKS, [claim])), 'touch').toEqual([job.id]);
				expect(settledIds(await boss[end](CHUNKS, claim)), end).toEqual([job.id]);
				expect(settledIds(await boss.touch(CHUNKS, [claim])), `touch after ${end}`).toEqual([]);
			}
		});
	});

	test('a script of pg-boss with a transaction begins with BEGIN', async () => {
		const connection = await open();
		const texts: string[] = [];
		const inner = bossDatabase(connection.sql);
		const boss = new PgBoss({
			db: {
				executeSql: (text, values) => {
					texts.push(text);
					return inner.executeSql(text, values);
				},
			},
			backend: connection.embedded ? 'pglite' : 'postgres',
			schema: 'queue',
		});
		await boss.start();
		await boss.createQueue('any');
		await boss.supervise();
		await boss.stop({ close: false, graceful: false });
		const scripts = texts.filter((text) => /\bCOMMIT\b/.test(text));
		expect(scripts.length).toBeGreaterThan(1);
		for (const script of scripts) expect(script.slice(0, 40)).toMatch(/^\s*BEGIN\b/i);
	});

	test('the depth leaves out what was postponed and counts what is played', async () => {
		const connection = await open();
		const queue = await openQueue({ connection, onTrouble: fail });
		expect(await queue.readDepth()).toEqual({ chunks: 0, oldestSeconds: 0 });
		const jobs = ['a', 'b', 'c'].map((key) => ({ key, payload: null }));
		await queue.enqueueChunks(jobs, { runId: 'run', endpoint: 'e' });
		const first = await queue.fetchChunk('e', AbortSignal.timeout(60_000));
		const second = await queue.fetchChunk('e', AbortSignal.timeout(60_000));
		if (!first || !second) throw new Error('no chunk came within a minute');
		expect(await queue.readDepth()).toMatchObject({ chunks: 3 });
		await queue.postpone(second, 3_600_000);
		expect(await queue.readDepth()).toMatchObject({ chunks: 2 });
		await queue.close();
	});
});

function fail(trouble: unknown): never {
	throw trouble;
}

async function start<Result>(
	connection: Connection,
	work: (boss: PgBoss) => Promise<Result>,
): Promise<Result> {
	const boss = await startBoss({ connection, onTrouble: fail }, 'queue');
	try {
		return await work(boss);
	} finally {
		await boss.stop({ close: false, graceful: false });
	}
}

/** Types of the columns of the schema by table and name. */
async function listColumns({ sql }: Connection): Promise<ReadonlyMap<string, string>> {
	const rows = await sql<{ key: string; type: string }[]>`
		select table_name || '.' || column_name as key,
			case data_type when 'USER-DEFINED' then udt_name else data_type end as type
		from information_schema.columns where table_schema = 'queue'`;
	return new Map(rows.map(({ key, type }) => [key, type]));
}

/** A column of the jobs whose name is a word of the file with our SQL. */
function isUsed(key: string): boolean {
	const [table, column] = key.split('.');
	const { text } = readProjectFile('packages/db/src/queue/job-table.ts');
	return table === 'job' && new RegExp(`\\b${column}\\b`).test(text);
}

function hasQueueSql(path: string, text: string): boolean {
	return path.startsWith('packages/db/src/queue/')
		? /\b\w*sql\w*(<[^`]*>)?`|\.unsafe\(/i.test(text)
		: /\b(from|join|update|into|table) +"?queue"?\."?\w/i.test(text);
}

function readVersion(path: string): string {
	// Written by npm; a wrong shape fails this test.
	return (JSON.parse(readProjectFile(path).text) as { readonly version: string }).version;
}
