import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import { type Column, sql } from 'drizzle-orm';

/** The name of the criterion that a definition judges under; null where it judges the answers as a whole. */
export const criterionName = (definition: Column) =>
	sql<string | null>`${definition} -> 'criterion' ->> 'name'`;

/** Of a judge whose judgments were imported: how many orders of the answers they are of; null of every other judge. */
export const recordedOrders = (definition: Column) =>
	sql<RecordedOrders | null>`case when ${definition} ->> 'kind' = 'recorded' then ${definition} ->> 'orders' end`;
