import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connection, type Database } from './connect.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded/embedded-database.ts';

let server: EmbeddedDatabase;
let connection: Connection;

beforeAll(async () => {
	server = await startEmbeddedDatabase({ dataDirectory: '', inMemory: true });
	connection = connect({ url: server.url, embedded: true });
	await connection.sql`create table pair (id int primary key, doubled int)`;
});

afterAll(async () => {
	await connection.close();
	await server.close();
});

async function insertPair(db: Database, { id }: { id: number }): Promise<void> {
	await db.execute(sql`insert into pair values (${id}, ${id * 2})`);
}

test('a query runs on a connection and inside a transaction', async () => {
	await insertPair(connection.db, { id: 1 });
	await connection.db.transaction((tx) => insertPair(tx, { id: 2 }));
	expect(await connection.sql`select id from pair where id in (1, 2) order by id`).toEqual([
		{ id: 1 },
		{ id: 2 },
	]);
});

test('a transaction that throws leaves nothing behind', async () => {
	const failing = connection.db.transaction(async (tx) => {
		await insertPair(tx, { id: 3 });
		throw new Error('changed my mind');
	});
	await expect(failing).rejects.toThrow('changed my mind');
	expect(await connection.sql`select id from pair where id = 3`).toEqual([]);
});

test('a thousand queries at once on the embedded database get their own rows', async () => {
	const answers = await Promise.all(
		Array.from({ length: 1000 }, async (_, index) => {
			const [row] = await connection.sql<{ echo: number }[]>`select ${index}::int as echo`;
			return row?.echo;
		}),
	);
	expect(answers).toEqual(Array.from({ length: 1000 }, (_, index) => index));
});
