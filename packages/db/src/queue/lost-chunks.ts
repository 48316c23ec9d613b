import type { PgBoss } from 'pg-boss';
import type { Sql } from 'postgres';

export interface LostChunksOptions {
	readonly boss: PgBoss;
	readonly sql: Sql;
	readonly schema: string;
	readonly queue: string;
	/** A claim without a sign of life for this long is lost; 0 takes every claim there is. */
	readonly silentMs: number;
}

/**
 * Frees the chunks of workers that died without a word, due at once. Each costs its chunk one
 * try, so that a chunk which kills its workers ends as a dead one. Returns how many were freed.
 * pg-boss has the same with 10 s of silence at least and looks once a minute.
 */
export async function freeLostChunks(options: LostChunksOptions): Promise<number> {
	const { boss, sql, schema, queue, silentMs } = options;
	const lost = await sql<{ id: string; retryCount: number }[]>`
		select id, retry_count as "retryCount"
		from ${sql(schema)}.job
		where name = ${queue} and state = 'active'
			and heartbeat_on <= now() - ${silentMs} * interval '1 millisecond'
		order by created_on, id`;
	if (lost.length === 0) return 0;
	await boss.fail(queue, [...lost], { reason: 'the worker was lost' });
	await sql`
		update ${sql(schema)}.job set start_after = now()
		where name = ${queue} and state = 'retry' and id in ${sql(lost.map(({ id }) => id))}`;
	return lost.length;
}
