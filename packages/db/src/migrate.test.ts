import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connection } from './connect.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded/embedded-database.ts';
import { migrate } from './migrate.ts';

let folder: string;
let server: EmbeddedDatabase;
let connection: Connection;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-migrations-'));
	await mkdir(join(folder, 'meta'));
	server = await startEmbeddedDatabase({ dataDirectory: '', inMemory: true });
	connection = connect({ url: server.url, embedded: true });
});

afterAll(async () => {
	await connection.close();
	await server.close();
	await rm(folder, { recursive: true });
});

test('a migration is applied once, however often it is called', async () => {
	await writeMigrations(['create table first (id int)']);
	await migrate(connection, folder);
	await migrate(connection, folder);
	expect(await connection.sql`select count(*)::int as tables from first`).toEqual([{ tables: 0 }]);
});

test('a migration that fails leaves nothing of its batch behind', async () => {
	await writeMigrations([
		'create table first (id int)',
		'create table second (id int)',
		'create table broken (id no_such_type)',
	]);
	await expect(migrate(connection, folder)).rejects.toThrow(/create table broken/);
	expect(await connection.sql`select to_regclass('second') as second`).toEqual([{ second: null }]);
});

async function writeMigrations(statements: readonly string[]): Promise<void> {
	const entries = statements.map((_, idx) => ({
		idx,
		when: idx + 1,
		tag: `000${idx}`,
		version: '7',
	}));
	await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
	for (const [index, statement] of statements.entries())
		await writeFile(join(folder, `000${index}.sql`), statement);
}
