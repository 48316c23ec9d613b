import { type Column, sql } from 'drizzle-orm';

/** `none` where a definition sends answers without fences; null where they are fenced. */
export const fencesSetting = (definition: Column) => sql<string | null>`${definition} ->> 'fences'`;
