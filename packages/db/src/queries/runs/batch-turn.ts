import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';

/** Of the names whose hashes are these locks. */
const BATCHES = 7;

/**
 * Does work while no other process that calls this for the same endpoint does its own. The turn is a lock of a transaction in
 * which nothing is written: it ends with the work, or with the process. The work takes other connections, so that there must be some.
 */
export async function takeBatchTurn<Result>(
	db: Database,
	endpoint: string,
	work: () => Promise<Result>,
): Promise<Result> {
	return db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${endpoint}, ${BATCHES}))`);
		return work();
	});
}
