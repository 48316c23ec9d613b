import postgres, { type Row, type Sql } from 'postgres';
import { until } from './until.ts';

/** The processes of a Postgres server but for the first one, their parent, and our own session. */
export function listServerProcesses(url: string): Promise<readonly number[]> {
	return listPids(
		url,
		(sql) => sql`select pid from pg_stat_activity where pid <> pg_backend_pid() order by pid`,
	);
}

/** Those that serve the clients of this database; ours is not among them. */
export function listSessions(url: string): Promise<readonly number[]> {
	return listPids(
		url,
		(sql) => sql`
			select pid from pg_stat_activity
			where datname = current_database() and backend_type = 'client backend'
				and pid <> pg_backend_pid()
			order by pid`,
	);
}

/** Ends the sessions of this database as an administrator does; the server stays. */
export function endSessions(url: string): Promise<readonly number[]> {
	return listPids(
		url,
		(sql) => sql`
			select pid, pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and backend_type = 'client backend'
				and pid <> pg_backend_pid()`,
	);
}

async function listPids(
	url: string,
	ask: (sql: Sql) => Promise<readonly Row[]>,
): Promise<readonly number[]> {
	const sql = postgres(url, { max: 1 });
	try {
		return (await ask(sql)).map((row) => Number(row['pid']));
	} finally {
		await sql.end({ timeout: 1 });
	}
}

/** Sends kill -9 to those that are there, and resolves when none is left: a server does not start beside what is left of the last one. */
export async function killProcesses(pids: readonly number[]): Promise<void> {
	for (const pid of pids) signal(pid, 'SIGKILL');
	await until(
		() => Promise.resolve(pids.filter((pid) => signal(pid, 0))),
		(left) => left.length === 0,
	);
}

/** False when there is no such process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(pid, name);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
		throw error;
	}
}
