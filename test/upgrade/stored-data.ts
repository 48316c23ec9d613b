import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import postgres from 'postgres';
import { openDatabase } from '@codejoust/db/connect';

/** Settings of a dump that older servers do not know. */
const NEWER_SETTING = /^SET (?:transaction_timeout|default_table_access_method) .*;$/;
/** Commands of psql. */
const META_COMMAND = /^\\(?:un)?restrict\b/;

/** A database as a gzipped text of SQL that `restorePostgres` runs. `program` is a pg_dump at least as new as the server. */
export function dumpPostgres(program: string, url: string): Uint8Array {
	const flags = ['--no-owner', '--no-privileges', '--inserts', '--rows-per-insert=200'];
	const dump = execFileSync(program, [...flags, url], { maxBuffer: 1 << 28 }).toString();
	const lines = dump
		.split('\n')
		.filter((line) => !NEWER_SETTING.test(line) && !META_COMMAND.test(line));
	return gzipSync(lines.join('\n'), { level: 9 });
}

/** Into an empty database. */
export async function restorePostgres(dump: Uint8Array, url: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		await sql.unsafe(gunzipSync(dump).toString());
	} finally {
		await sql.end();
	}
}

/** The three databases of a cluster have equal catalogues megabytes apart. */
const WINDOW = {
	[constants.ZSTD_c_compressionLevel]: 19,
	[constants.ZSTD_c_windowLog]: 26,
	[constants.ZSTD_c_enableLongDistanceMatching]: 1,
};

/** A data directory that no process uses, as a compressed tar. Throws when another one uses it. */
export async function packDirectory(directory: string): Promise<Uint8Array> {
	await dropOldLog(directory);
	const tar = execFileSync('tar', ['-cf', '-', '-C', directory, 'postgres'], {
		maxBuffer: 1 << 28,
	});
	return zstdCompressSync(tar, { params: WINDOW });
}

export function unpackDirectory(archive: Uint8Array, directory: string): void {
	const tar = zstdDecompressSync(archive);
	execFileSync('tar', ['-xf', '-', '-C', directory], { input: tar });
}

/** Begins a new file of the write-ahead log, and removes what is kept for later ones: 16 MB each. */
async function dropOldLog(dataDirectory: string): Promise<void> {
	const connection = await openDatabase({ dataDirectory });
	await connection.sql`vacuum`;
	await connection.sql`select pg_switch_wal()`;
	await connection.sql`checkpoint`;
	const [row] = await connection.sql<{ current: string }[]>`
		select pg_walfile_name(pg_current_wal_lsn()) as current`;
	await connection.close();
	if (row === undefined) throw new Error('the database names no file of its log');
	const folder = join(dataDirectory, 'postgres', 'pg_wal');
	for (const file of readdirSync(folder))
		if (/^[0-9A-F]{24}$/.test(file) && file !== row.current) rmSync(join(folder, file));
}
