import { type SQL, sql } from 'drizzle-orm';

/** A moment of this process's clock on the clock of the database, which may be another: so long ago as it is here. */
export function ago(moment: Date): SQL<Date> {
	return sql<Date>`(clock_timestamp() - ${Date.now() - moment.getTime()} * interval '1 millisecond')`;
}
