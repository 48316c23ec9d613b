import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

/** The rows of an installation, as a later version must still have them. */
export type StoredRows = {
	/** Rows of each of our tables; not of what workers report every second. */
	readonly counts: Readonly<Record<string, number>>;
	/** The columns that judgments had, and the SHA-256 of all their rows in the order of identity and attempt. */
	readonly judgments: { readonly columns: readonly string[]; readonly sha256: string };
};

export async function readStoredRows(db: Database): Promise<StoredRows> {
	const tables = await namesOf(
		db,
		sql`select table_name as name from information_schema.tables
			where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'workers'
				and table_name not in (select inhrelid::regclass::text from pg_inherits)
			order by 1`,
	);
	const columns = await namesOf(
		db,
		sql`select column_name as name from information_schema.columns
			where table_schema = 'public' and table_name = 'judgments' order by ordinal_position`,
	);
	return {
		counts: await countRows(db, tables),
		judgments: { columns, sha256: await hashJudgments(db, columns) },
	};
}

/** Throws when one of the tables is not there. */
export async function countRows(
	db: Database,
	tables: readonly string[],
): Promise<Readonly<Record<string, number>>> {
	const counts: Record<string, number> = {};
	for (const table of tables) {
		const [row] = await db.execute<{ rows: number }>(
			sql`select count(*)::int as rows from ${sql.identifier(table)}`,
		);
		counts[table] = row?.rows ?? 0;
	}
	return counts;
}

/** Of these columns alone, so that a column which a later version adds changes nothing. */
export function hashJudgments(db: Database, columns: readonly string[]): Promise<string> {
	const values = sql.join(
		columns.map((column) => sql`coalesce(${sql.identifier(column)}::text, '-')`),
		sql`, `,
	);
	return db.transaction(async (tx) => {
		// A time's text depends on it.
		await tx.execute(sql`set local time zone 'UTC'`);
		const [row] = await tx.execute<{ hash: string }>(sql`
			select encode(sha256(convert_to(coalesce(
				string_agg(concat_ws('|', ${values}), ';' order by identity, attempt), ''), 'UTF8')), 'hex') as hash
			from judgments`);
		return row?.hash ?? '';
	});
}

async function namesOf(db: Database, query: ReturnType<typeof sql>): Promise<readonly string[]> {
	return (await db.execute<{ name: string }>(query)).map(({ name }) => name);
}
