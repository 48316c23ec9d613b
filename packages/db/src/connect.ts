import type { PgDatabase } from 'drizzle-orm/pg-core';
import {
	drizzle,
	type PostgresJsDatabase,
	type PostgresJsQueryResultHKT,
} from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import { mendedPostgres } from './driver/mended-postgres.ts';
import { type Engine, startEmbeddedDatabase } from './embedded/embedded-database.ts';

/**
 * What a query takes: the connection's `db` or a transaction's `tx`. Inside a transaction always
 * pass `tx`: on the embedded database the outer `db` waits for it forever.
 */
export type Database = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export interface ConnectOptions {
	readonly url: string;
	/** The server is the embedded database, which takes one connection at a time. */
	readonly embedded: boolean;
	/** The pool's size on a real server, 10 unless told; the embedded database has always 1. */
	readonly maxConnections?: number;
	/** Shown in pg_stat_activity. */
	readonly applicationName?: string;
	/** Between us and the server is a pooler that refuses settings: then those of the server or the user apply. */
	readonly refusesSettings?: boolean;
	/** A pooler gives each transaction another session: then none of them keeps a prepared statement. */
	readonly pooler?: Pooler | undefined;
}

/** How long a pooler between us and the server, if there is one, leaves a client its session. */
export type Pooler = 'session' | 'transaction';

/**
 * Compiling a plan, or starting processes that share its work, takes longer than our queries, whose many partitions make the planner
 * expect more work than there is. The packages of Debian and the official image do both by default.
 */
const SETTINGS = { jit: 'off', max_parallel_workers_per_gather: '0' } as const;

export interface Connection {
	readonly db: PostgresJsDatabase<Record<string, never>>;
	readonly sql: Sql;
	/** One session for as long as it lives, which keeps the order of what it is given; on the embedded database the only one. */
	readonly appending: Sql;
	/** Calls the listener each time that the session of `appending` has ended, or could not be opened again. */
	onSessionEnd(listener: () => void): void;
	readonly embedded: boolean;
	/** No other process has the database: what is claimed in it at a start was claimed by a dead one. */
	readonly isSole: boolean;
	/** Lets running queries finish for 5 s at most, then ends every connection. */
	close(): Promise<void>;
}

/**
 * Makes a pool; the first query connects. When a real server goes away, queries in flight reject
 * (code CONNECTION_CLOSED, CONNECTION_DESTROYED or 57P01) and may or may not have been committed;
 * new ones reject (ECONNREFUSED, 57P03 while it recovers) until it is back, then work
 * again on the same pool: nothing is retried here and nothing has to be reopened.
 */
export function connect(options: ConnectOptions): Connection {
	const pool = (max: number, lifetime: object = {}) =>
		mendedPostgres(options.url, {
			...(options.embedded
				? { max: 1, idle_timeout: 0, max_lifetime: null }
				: { max, ...lifetime }),
			connection: {
				application_name: options.applicationName ?? 'codejoust',
				...(options.embedded || options.refusesSettings ? {} : SETTINGS),
			},
			prepare: options.pooler !== 'transaction',
			// The driver's default doubles its pause up to 20 s, which would outlast the outage.
			backoff: (retries) => Math.min(2, 0.05 * 2 ** retries),
			// Otherwise the driver prints "already exists, skipping" on the console.
			onnotice: () => undefined,
		});
	const sql = pool(options.maxConnections ?? 10);
	const listeners = new Set<() => void>();
	// Its session holds claims, which end with it.
	const appending = options.embedded
		? sql
		: pool(1, { max_lifetime: null, onclose: () => listeners.forEach((tell) => tell()) });
	return {
		db: drizzle(sql),
		sql,
		appending,
		onSessionEnd: (listener) => void listeners.add(listener),
		embedded: options.embedded,
		isSole: options.embedded,
		close: async () => {
			listeners.clear();
			await Promise.all([sql.end({ timeout: 5 }), appending.end({ timeout: 5 })]);
		},
	};
}

export interface OpenDatabaseOptions {
	/** A real server; absent starts the embedded database. */
	readonly databaseUrl?: string | undefined;
	/** Where the embedded database lives; not touched when there is a real server. */
	readonly dataDirectory: string;
	/** Of an embedded database that is made now. */
	readonly engine?: Engine | undefined;
	readonly maxConnections?: number;
	readonly applicationName?: string;
	/** Before a real server. */
	readonly pooler?: Pooler | undefined;
}

/**
 * Opens the database that the operator chose. `close` also ends the embedded one.
 * Throws DataDirectoryError; a real server that is away shows at the first query.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Connection> {
	const { databaseUrl, dataDirectory, engine, pooler, ...pool } = options;
	if (databaseUrl !== undefined) {
		const options = { ...pool, pooler, url: databaseUrl, embedded: false };
		const connection = connect(options);
		if (!(await isRefusedSettings(connection))) return connection;
		await connection.close();
		return connect({ ...options, refusesSettings: true });
	}
	const server = await startEmbeddedDatabase({ dataDirectory, ...(engine && { engine }) });
	const connection = connect({ ...pool, url: server.url, embedded: server.isSingle });
	return {
		...connection,
		isSole: true,
		close: async () => {
			await connection.close();
			await server.close();
		},
	};
}

/** Any other trouble shows at the first query. */
async function isRefusedSettings({ sql }: Connection): Promise<boolean> {
	try {
		await sql`select 1`;
		return false;
	} catch (error) {
		return error instanceof Error && /unsupported startup parameter/i.test(error.message);
	}
}
