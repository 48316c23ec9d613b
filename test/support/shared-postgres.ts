import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts one Postgres for all test files of a run, with one migrated template, and names both in the environment of the workers,
 * and where an embedded database may be copied from (`embedded-directory.ts`).
 * Does nothing where TEST_DATABASE_URL names a server already.
 *
 * @returns what ends the server after the last test
 */
export default async function sharePostgres(): Promise<(() => Promise<void>) | undefined> {
	if (process.env['TEST_DATABASE_URL']) return undefined;
	// Not above: each project loads this file, and the database driver may be loaded once in a process.
	const { startPostgres } = await import('./postgres-server.ts');
	const server = await startPostgres({ mustBeOurs: true });
	const template = new URL(await server.createDatabase());
	process.env['TEST_DATABASE_TEMPLATE'] = template.pathname.slice(1);
	process.env['TEST_DATABASE_URL'] = server.url;
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-template-'));
	process.env['TEST_EMBEDDED_TEMPLATE'] = join(folder, 'data');
	return async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	};
}
