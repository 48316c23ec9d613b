// Writes test/fixtures/upgrade/<release>: an installation of this version on both databases, and what it says of itself.
// Run it at every release, before its version is published: `node tools/write-upgrade-fixture.mjs 0.2.0`.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { connect, openDatabase } from '../packages/db/src/connect.ts';
import { findPostgresBinaries } from '../test/support/postgres-binaries.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import { fillInstallation } from '../test/upgrade/fill-installation.ts';
import { readMigrations } from '../test/upgrade/read-migrations.ts';
import { dumpPostgres, packDirectory } from '../test/upgrade/stored-data.ts';
import { readStoredRows } from '../test/upgrade/stored-rows.ts';
import { FIXTURE_FILES, FIXTURES } from '../test/upgrade/upgrade-fixture.ts';
import { requireNode } from './require-node.mjs';

requireNode();
const release = process.argv[2] ?? '';
if (!/^\d+\.\d+\.\d+$/.test(release)) {
	process.stderr.write('Say the release: node tools/write-upgrade-fixture.mjs 0.1.0\n');
	process.exit(1);
}
const folder = join(FIXTURES, release);
await mkdir(folder, { recursive: true });
await writePostgres();
await writeEmbedded();
await writeJson(FIXTURE_FILES.migrations, await readMigrations());

async function writePostgres() {
	// The package of the tests has no pg_dump.
	const bin = findPostgresBinaries('', 'system');
	const server = await startPostgres({ mustBeOurs: true, source: 'system' });
	try {
		const databaseUrl = await server.createDatabase({ isEmpty: true });
		const filled = await fillInstallation({ databaseUrl });
		const connection = connect({ url: databaseUrl, embedded: false });
		const rows = await readAndClose(connection);
		await writeJson(FIXTURE_FILES.postgres.expected, { ...filled, rows });
		await writeData(FIXTURE_FILES.postgres.data, dumpPostgres(join(bin, 'pg_dump'), databaseUrl));
	} finally {
		await server.stop();
	}
}

async function readAndClose(connection) {
	try {
		return await readStoredRows(connection.db);
	} finally {
		await connection.close();
	}
}

async function writeEmbedded() {
	const directory = await mkdtemp(join(tmpdir(), 'codejoust-fixture-'));
	try {
		const filled = await fillInstallation({ directory });
		const connection = await openDatabase({ dataDirectory: directory });
		const rows = await readAndClose(connection);
		await writeJson(FIXTURE_FILES.embedded.expected, { ...filled, rows });
		await writeData(FIXTURE_FILES.embedded.data, await packDirectory(directory));
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

function writeJson(name, value) {
	return writeData(name, `${JSON.stringify(value, null, '\t')}\n`);
}

async function writeData(name, data) {
	const path = join(folder, name);
	await writeFile(path, data);
	const { length } = await readFile(path);
	process.stdout.write(`${name} ${length} bytes\n`);
}
