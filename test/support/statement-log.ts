import type { Sql } from 'postgres';
import type { Database } from '@codejoust/db/connect';

/** The SQL statements that a database's pool sends while `work` runs, in order, `begin` and `commit` among them. */
export async function recordStatements(
	db: Database,
	work: () => Promise<unknown>,
): Promise<readonly string[]> {
	// Every database that `connect` opens has the pool that it was made with.
	const { options } = (db as Database & { readonly $client: Sql }).$client;
	const statements: string[] = [];
	options.debug = (_connection, statement) => void statements.push(statement);
	try {
		await work();
	} finally {
		options.debug = false;
	}
	return statements;
}
