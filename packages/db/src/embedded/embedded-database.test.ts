import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, openDatabase } from '../connect.ts';
import { DataDirectoryError, type DataDirectoryTrouble } from './data-directory-error.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-embedded-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

const FILES = {
	pglite: ['postgres'],
	postgres: ['postgres-18', 'postgres-18.libraries', 'postgres-18.password'],
};
const UNFINISHED = { pglite: 'postgres.unfinished', postgres: 'postgres-18.unfinished' };

describe.each(['postgres', 'pglite'] as const)('with the engine %s', (engine) => {
	test('what was written is there after a clean close; until then a second start is refused by name and pid', async () => {
		const first = await openDatabase({ dataDirectory: folder, engine });
		const trouble = await troubleOf(startEmbeddedDatabase({ dataDirectory: join(folder, '.') }));
		expect(trouble).toEqual({ kind: 'DataDirectoryInUse', directory: folder, pid: process.pid });
		await first.sql`create table kept (value int)`;
		await first.sql`insert into kept values (42)`;
		await first.close();

		const second = await openDatabase({ dataDirectory: folder, engine });
		expect(await second.sql`select value from kept`).toEqual([{ value: 42 }]);
		await second.close();
		expect(await readdir(folder)).toEqual(FILES[engine]);
	});

	test('a process killed while writing frees the directory and loses no acknowledged row', async () => {
		const writer = startWriter(folder, engine);
		const acknowledged = await readUntil(writer.stdout, 200);
		expect(await troubleOf(startEmbeddedDatabase({ dataDirectory: folder, engine }))).toMatchObject(
			{
				kind: 'DataDirectoryInUse',
				pid: writer.pid,
			},
		);
		writer.kill('SIGKILL');
		await once(writer, 'exit');

		const reopened = await openDatabase({ dataDirectory: folder, engine });
		const [row] = await reopened.sql<{ newest: number }[]>`select max(value) as newest from kept`;
		expect(row?.newest).toBeGreaterThanOrEqual(acknowledged);
		await reopened.close();
	});

	test('a first start that was killed half-way is started over', async () => {
		await mkdir(join(folder, UNFINISHED[engine]));
		await writeFile(join(folder, UNFINISHED[engine], 'PG_VERSION'), 'half a file');
		const database = await openDatabase({ dataDirectory: folder, engine });
		expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
		await database.close();
	});
});

test('a directory that cannot be written is refused by name', async () => {
	const file = join(folder, 'a-file');
	await writeFile(file, '');
	const directory = join(file, 'data');
	const error = await startEmbeddedDatabase({ dataDirectory: directory }).catch(
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(DataDirectoryError);
	expect(String(error)).toBe(
		`DataDirectoryUnwritable: The data directory ${directory} cannot be written (ENOTDIR); choose another directory or change its permissions.`,
	);
});

test('a directory that others could read is closed to them', async () => {
	await chmod(folder, 0o755);
	const database = await startEmbeddedDatabase({ dataDirectory: folder });
	expect((await stat(folder)).mode & 0o777).toBe(0o700);
	await database.close();
});

test('an open directory with files of another program keeps its mode and is refused in a sentence', async () => {
	await chmod(folder, 0o755);
	await writeFile(join(folder, 'letters.txt'), '');
	expect(String(await startEmbeddedDatabase({ dataDirectory: folder }).catch(String))).toBe(
		`DataDirectoryOpen: The data directory ${folder} is open to other users (mode 755), and has another owner or files of another program: run "chmod 700" on it as its owner, or choose another directory.`,
	);
	expect((await stat(folder)).mode & 0o777).toBe(0o755);
	expect(await readdir(folder)).toEqual(['letters.txt']);
});

test('an in-memory database leaves no file', async () => {
	const database = await startEmbeddedDatabase({
		dataDirectory: join(folder, 'never'),
		inMemory: true,
	});
	const connection = connect({ url: database.url, embedded: true });
	expect(await connection.sql`select 1 as one`).toEqual([{ one: 1 }]);
	await connection.close();
	await database.close();
	expect(await readdir(folder)).toEqual([]);
});

test('a new directory gets the server of npm where it runs, and a directory keeps the engine that made it', async () => {
	const engines = async (options: { readonly engine?: 'pglite' }) => {
		const database = await startEmbeddedDatabase({ dataDirectory: folder, ...options });
		await database.close();
		return database.isSingle ? 'pglite' : 'postgres';
	};
	expect(await engines({ engine: 'pglite' })).toBe('pglite');
	expect(await engines({})).toBe('pglite');
	await rm(join(folder, 'postgres'), { recursive: true });
	expect(await engines({})).toBe('postgres');
	expect(await engines({ engine: 'pglite' })).toBe('postgres');
});

test('the server is closed to whoever has not its password, and starts again when it ends by itself', async () => {
	const connection = await openDatabase({ dataDirectory: folder, engine: 'postgres' });
	const [server] = await connection.sql<{ port: string }[]>`show port`;
	const stranger = connect({
		url: `postgres://postgres:guess@127.0.0.1:${server?.port}/postgres`,
		embedded: false,
	});
	await expect(stranger.sql`select 1`).rejects.toThrow('password authentication failed');
	await stranger.close();
	const [first = ''] = (
		await readFile(join(folder, 'postgres-18', 'postmaster.pid'), 'utf8')
	).split('\n');
	process.kill(Number(first), 'SIGKILL');
	const one = await vi.waitFor(() => connection.sql`select 1 as one`, { timeout: 30_000 });
	expect(one).toEqual([{ one: 1 }]);
	await connection.close();
});

test('a stop while the server starts again waits for it, and leaves none behind', async () => {
	const connection = await openDatabase({ dataDirectory: folder, engine: 'postgres' });
	await connection.sql`select 1`;
	const pidFile = join(folder, 'postgres-18', 'postmaster.pid');
	const pid = async () => Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
	process.kill(await pid(), 'SIGKILL');
	// About the moment in which the process has seen the end, and no server is ready.
	await new Promise((done) => setTimeout(done, 30));
	await connection.close();
	const last = existsSync(pidFile) ? await pid() : undefined;
	if (last !== undefined) expect(() => process.kill(last, 0)).toThrow('ESRCH');
});

async function troubleOf(start: Promise<unknown>): Promise<DataDirectoryTrouble | undefined> {
	const error = await start.catch((reason: unknown) => reason);
	return error instanceof DataDirectoryError ? error.trouble : undefined;
}

/** A process that prints every value after the database has acknowledged it. */
function startWriter(dataDirectory: string, engine: string) {
	const script = `
		const { openDatabase } = await import(${JSON.stringify(new URL('../connect.ts', import.meta.url).href)});
		const { sql } = await openDatabase(${JSON.stringify({ dataDirectory, engine })});
		await sql\`create table kept (value int)\`;
		for (let value = 0; ; value += 1) {
			await sql\`insert into kept values (\${value})\`;
			process.stdout.write(value + '\\n');
		}`;
	return spawn(process.execPath, ['--input-type=module', '--eval', script], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

async function readUntil(output: AsyncIterable<Buffer>, atLeast: number): Promise<number> {
	for await (const chunk of output) {
		const newest = Number(chunk.toString().trim().split('\n').at(-1));
		if (newest >= atLeast) return newest;
	}
	throw new Error('the writer ended early');
}
