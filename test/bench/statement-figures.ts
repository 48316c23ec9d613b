import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { listSessions } from '../support/server-processes.ts';

const TICKS_PER_MS = 0.1;

/** The settings of a server that counts its statements. */
export const COUNTING = [
	'shared_preload_libraries=pg_stat_statements',
	'pg_stat_statements.track_planning=on',
] as const;

export type StatementFigures = {
	readonly query: string;
	readonly calls: number;
	/** Over all calls, planning and execution. */
	readonly planMs: number;
	readonly executionMs: number;
};

/** Forgets what was counted. */
export async function resetStatements(databaseUrl: string): Promise<void> {
	await ask(databaseUrl, async (sql) => {
		await sql`create extension if not exists pg_stat_statements`;
		await sql`select pg_stat_statements_reset()`;
	});
}

/** Statements of this database since the last reset, the costliest first. */
export function readStatements(databaseUrl: string): Promise<readonly StatementFigures[]> {
	return ask(
		databaseUrl,
		(sql) => sql<StatementFigures[]>`
			select query, calls::float8 as calls, total_plan_time as "planMs", total_exec_time as "executionMs"
			from pg_stat_statements join pg_database on oid = dbid
			where datname = current_database() and query !~* 'pg_stat_statements'
			order by total_plan_time + total_exec_time desc`,
	);
}

/** User and system time of the sessions of this database, in ms; a session that ended is not counted. */
export async function readSessionsCpuMs(databaseUrl: string): Promise<number> {
	const ticks = (await listSessions(databaseUrl)).map((pid) => {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return Number(fields[11]) + Number(fields[12]);
	});
	return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_MS;
}

async function ask<Answer>(
	databaseUrl: string,
	work: (sql: postgres.Sql) => Promise<Answer>,
): Promise<Answer> {
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
	try {
		return await work(sql);
	} finally {
		await sql.end({ timeout: 1 });
	}
}
