import { type SQL, sql } from 'drizzle-orm';

/**
 * A moment of this process's clock on the clock of the database, which may be another. For a query of a transaction that has
 * begun: its time of the database is the start of that, so that a query that is long on its way makes the moment earlier by as
 * much, and never later. What happened after the moment is then never taken for older.
 */
export function ago(moment: Date): SQL<Date> {
	return sql<Date>`(now() - ${Date.now() - moment.getTime()} * interval '1 millisecond')`;
}
