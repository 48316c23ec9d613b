import type { Connection } from './connect.ts';

/** Any number will do, as long as it never changes: it is what starting processes wait for each other on. */
const START_LOCK = 726_501_143;

/**
 * Runs the work while no other process of this database runs such work: what makes schemas, tables, queues and first rows
 * finds either nothing or all of it. A transaction that does nothing else holds the lock, so that the death of the process
 * frees it and a pooler cannot keep it; the work takes its own connections. The embedded database has one process and
 * needs no lock.
 */
export async function startAlone<Result>(
	{ sql, embedded }: Pick<Connection, 'sql' | 'embedded'>,
	work: () => Promise<Result>,
): Promise<Result> {
	if (embedded) return work();
	const { result } = await sql.begin(async (transaction) => {
		// The others may take long: no limit that the server or the user has ends the wait, or the transaction.
		await transaction`set local statement_timeout = 0`;
		await transaction`set local lock_timeout = 0`;
		await transaction`set local idle_in_transaction_session_timeout = 0`;
		await transaction`select pg_advisory_xact_lock(${START_LOCK})`;
		return { result: await work() };
	});
	return result;
}
