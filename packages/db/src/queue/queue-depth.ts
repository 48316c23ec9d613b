import type { Sql } from 'postgres';

export type QueueDepth = {
	/** Waiting, due for another try, or being played; not what was put off on purpose. */
	readonly chunks: number;
	/** Age of the one that has waited longest; 0 when none waits. */
	readonly oldestSeconds: number;
};

/** How much there is to do. Reads the queue's own table, whose open rows are few. */
export async function readQueueDepth(sql: Sql, schema = 'queue'): Promise<QueueDepth> {
	const [row] = await sql<{ chunks: number; oldest: number | null }[]>`
		select count(*)::int as chunks,
			extract(epoch from now() - min(created_on) filter (where state < 'active'))::float8 as oldest
		from ${sql(schema)}.job where name = 'chunks' and state <= 'active'
			and (state <> 'created' or start_after <= now())`;
	return { chunks: row?.chunks ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
