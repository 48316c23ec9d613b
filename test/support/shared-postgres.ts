/**
 * Starts one Postgres for all test files of a run, with one migrated template, and names both in the environment of the workers.
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
	return () => server.stop();
}
