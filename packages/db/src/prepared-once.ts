import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from './connect.ts';

/**
 * A query of which the SQL is written once for each connection and not at every call: for what a worker asks again and
 * again, where writing it costs more than the answer. A transaction is a connection of its own here.
 *
 * @param prepare builds the query and ends with `.prepare(name)`; what differs from call to call is a `sql.placeholder`
 */
export function preparedOnce<Query>(prepare: (db: Database) => Query): (db: Database) => Query {
	const prepared = new WeakMap<Database, Query>();
	return (db) => {
		const known = prepared.get(db);
		if (known) return known;
		const query = prepare(db);
		prepared.set(db, query);
		return query;
	};
}

/** That a column of whole numbers is among those of a placeholder, which `asBigints` fills. */
export function isOneOf(column: PgColumn, placeholder: string): SQL {
	return sql`${column} = any(${sql.placeholder(placeholder)}::text::bigint[])`;
}

export function asBigints(values: readonly number[]): string {
	return `{${values.join(',')}}`;
}
