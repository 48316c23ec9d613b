import type { ISql } from 'postgres';

/** A table of ours, with what copying its rows takes. */
export type MovableTable = {
	readonly name: string;
	/** Columns that can be written, in their order; what the database computes by itself is none. */
	readonly columns: readonly string[];
	/** Of its primary key, in its order. */
	readonly key: readonly { readonly column: string; readonly type: string }[];
};

/** All tables of the schema but the parts of partitioned ones, by name. Each has a primary key. */
export async function listTables(sql: ISql): Promise<readonly MovableTable[]> {
	const rows = await sql<MovableTable[]>`
		select tables.relname as name,
			(select json_agg(columns.attname order by columns.attnum) from pg_attribute columns
				where columns.attrelid = tables.oid and columns.attnum > 0
					and not columns.attisdropped and columns.attgenerated = '') as columns,
			(select json_agg(json_build_object('column', columns.attname,
					'type', format_type(columns.atttypid, columns.atttypmod))
					order by array_position(keys.conkey, columns.attnum))
				from pg_constraint keys join pg_attribute columns
					on columns.attrelid = tables.oid and columns.attnum = any (keys.conkey)
				where keys.conrelid = tables.oid and keys.contype = 'p') as key
		from pg_class tables
		where tables.relnamespace = 'public'::regnamespace and tables.relkind in ('r', 'p')
			and not tables.relispartition and tables.relname <> ${MOVE_TABLE}
		order by tables.relname`;
	const without = rows.filter(({ key }) => (key as unknown) === null);
	if (without.length > 0)
		throw new Error(`tables without a primary key: ${without.map(({ name }) => name).join(', ')}`);
	return rows;
}

/** There while a database is moved into: how far each table is, and the references that are made again at the end. */
export const MOVE_TABLE = 'codejoust_move';

/** An identifier between double quotes. */
export function quote(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
