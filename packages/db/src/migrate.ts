import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';
import type { Connection } from './connect.ts';

/** Any number will do, as long as it never changes: it is what migrators wait for each other on. */
const MIGRATION_LOCK = 726_501_142;

const SHIPPED_MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Brings the database to the newest schema: all missing migrations or none. Any number of processes
 * may call it at once; one migrates, the others wait for it and find nothing to do.
 */
export async function migrate(
	{ sql }: Pick<Connection, 'sql'>,
	migrationsFolder: string = SHIPPED_MIGRATIONS,
): Promise<void> {
	await sql.begin(async (transaction) => {
		// Held by the transaction, so that a killed migrator frees it and one connection is enough.
		await transaction`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
		// The migrator begins a transaction of its own, which inside this one is a savepoint.
		const client = Object.assign(transaction, {
			options: sql.options,
			begin: transaction.savepoint,
		}) as unknown as Sql;
		await runMigrations(drizzle(client), { migrationsFolder });
	});
}
