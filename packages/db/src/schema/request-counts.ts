import { integer, pgTable } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';

/**
 * How many requests of a caller the processes have taken in a minute. Unlogged: what a crash of the server loses is a
 * minute's counts.
 */
export const requestCounts = pgTable('request_counts', {
	/** A keyed hash of the caller and of what is limited: no address is stored. */
	caller: bytes('caller').primaryKey(),
	/** Since 1970. Without an index: most changes of a row are of `taken` alone, and a minute has few rows to look through. */
	minute: integer('minute').notNull(),
	taken: integer('taken').notNull(),
});
