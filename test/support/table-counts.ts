import { sql } from 'drizzle-orm';
import type { CodejoustServer } from './codejoust-server.ts';

/**
 * The number of rows of every table and of the queue's jobs once the service is at rest, so that two counts differ by
 * what was asked in between alone; not of what beats by itself, nor of what is stored so that it is not computed again: comparisons, and answers to readers.
 */
export async function countRowsAtRest({
	db,
	untilAtRest,
}: Pick<CodejoustServer, 'db' | 'untilAtRest'>): Promise<Readonly<Record<string, number>>> {
	await untilAtRest();
	const tables = await db.execute<{ readonly name: string }>(sql`
		select format('%I.%I', table_schema, table_name) as name
		from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('workers', 'judge_comparisons', 'computed_answers')
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
