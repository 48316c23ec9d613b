import type { Sql } from 'postgres';

/** Where in its log of changes a server is, in bytes. */
export type LogPosition = bigint;

/** What the server has written. */
export async function readWritten({ sql }: { readonly sql: Sql }): Promise<LogPosition> {
	const [row] = await sql<{ at: string }[]>`
		select (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end - '0/0')::text as at`;
	return BigInt(row?.at ?? 0);
}

/** What a replica has applied; undefined of a server that writes itself, and has no lag. */
export async function readApplied({
	sql,
}: {
	readonly sql: Sql;
}): Promise<LogPosition | undefined> {
	const [row] = await sql<{ at: string | null }[]>`
		select case when pg_is_in_recovery() then (pg_last_wal_replay_lsn() - '0/0')::text end as at`;
	return row?.at == null ? undefined : BigInt(row.at);
}
