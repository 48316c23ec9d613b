import { sql } from 'drizzle-orm';
import type { Database } from '@codejoust/db/connect';

/** The number of rows of every table and of the queue's jobs; not of what beats by itself. */
export async function countRows(db: Database): Promise<Readonly<Record<string, number>>> {
	const tables = await db.execute<{ readonly name: string }>(sql`
		select format('%I.%I', table_schema, table_name) as name
		from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'workers'
			or table_schema = 'queue' and table_name = 'job'
		order by 1`);
	const counts: Record<string, number> = {};
	for (const { name } of tables) {
		const [row] = await db.execute<{ readonly rows: number }>(
			sql.raw(`select count(*)::int as rows from ${name}`),
		);
		counts[name] = row?.rows ?? 0;
	}
	return counts;
}
