import { type Column, sql } from 'drizzle-orm';

/** The name of the criterion that a definition judges under; null where it judges the answers as a whole. */
export const criterionName = (definition: Column) =>
	sql<string | null>`${definition} -> 'criterion' ->> 'name'`;
