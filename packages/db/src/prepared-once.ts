import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from './connect.ts';

/**
 * A query of which the SQL is written once for each connection and not at every call, and which the server plans once for each
 * session: for what is asked again and again, where writing and planning it cost more than the answer. A transaction is a
 * connection of its own here.
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

/** A query as a builder leaves it. */
type Built<Rows> = {
	prepare(name: string): Executable<Rows>;
	execute(values: Readonly<Record<string, unknown>>): Promise<Rows>;
};
type Executable<Rows> = {
	execute(values: Readonly<Record<string, unknown>>): Promise<Rows>;
};

/** A session keeps what it has prepared until it ends: readers choose the shapes, and no reader may fill it. */
const MOST_SHAPES = 24;

/**
 * The same for a query whose conditions differ: prepared once for each shape. Shapes beyond the first two dozen of a
 * connection are built and planned at each call.
 *
 * @param build what differs between two calls with an equal shape is a `sql.placeholder`
 */
export function preparedForEach<Shape extends object, Rows>(
	name: string,
	build: (db: Database, shape: Shape) => Built<Rows>,
): (db: Database, shape: Shape) => Executable<Rows> {
	const known = preparedOnce(() => new Map<string, Executable<Rows>>());
	return (db, shape) => {
		const shapes = known(db);
		const key = JSON.stringify(shape);
		const prepared = shapes.get(key);
		if (prepared) return prepared;
		const query = build(db, shape);
		if (shapes.size < MOST_SHAPES) shapes.set(key, query.prepare(name));
		return shapes.get(key) ?? query;
	};
}

/** That a column of whole numbers is among those of a placeholder, which `asBigints` fills. */
export function isOneOf(column: PgColumn, placeholder: string): SQL {
	return sql`${column} = any(${sql.placeholder(placeholder)}::text::bigint[])`;
}

export function asBigints(values: readonly number[]): string {
	return `{${values.join(',')}}`;
}

/** The same for texts without a space, such as our ids, which `asTexts` fills in. */
export function isOneOfTexts(column: PgColumn | SQL, placeholder: string): SQL {
	return sql`${column} = any(string_to_array(${sql.placeholder(placeholder)}::text, ' '))`;
}

export function asTexts(values: readonly string[]): string {
	return values.join(' ');
}
