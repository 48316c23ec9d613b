import type { Sql } from 'postgres';
import type { Claim } from './claimed-chunks.ts';
import type { QueueDepth } from './queue.ts';
import { CHUNKS, queueOf } from './start-boss.ts';

export type JobTable = {
	/**
	 * The claims on chunks of these queues without a heartbeat for that long, oldest chunk first. Time while the database was
	 * away does not count: then no worker could send one.
	 */
	readonly listSilentClaims: (
		silentMs: number,
	) => Promise<readonly (Claim & { readonly queue: string })[]>;
	/** The queues, of these, that have a chunk which is due. */
	readonly listDue: (queues: readonly string[]) => Promise<readonly string[]>;
	/** The runs of which chunks wait, in which queue. */
	readonly listWaiting: () => Promise<
		readonly { readonly queue: string; readonly runId: string }[]
	>;
	/** All queues of chunks. */
	readonly listQueues: () => Promise<readonly string[]>;
	/**
	 * Puts a claimed chunk back, due after `dueInMs`. Unlike a failure, this leaves the chunk's number of
	 * tries and its place in the queue as they were. A claim that was lost is left alone.
	 */
	readonly putBack: (queue: string, claim: Claim, dueInMs: number) => Promise<void>;
	/** How much there is to do in all queues of chunks. Their open rows are few. */
	readonly readDepth: () => Promise<QueueDepth>;
};

/**
 * Everything that we read or write in the private tables of pg-boss, because its public calls do not
 * give the same: docs/decisions/0015-private-parts-of-pg-boss.md names each column, and
 * test/integration/pg-boss-private.test.ts pins it. No other file has SQL on the queue's schema.
 */
export function openJobTable(sql: Sql, schema: string): JobTable {
	const table = sql(`${schema}.job`);
	const queues = sql(`${schema}.queue`);
	const isChunks = sql`(name = ${CHUNKS} or starts_with(name, ${queueOf('')}))`;
	return {
		listSilentClaims: (silentMs) => sql<(Claim & { readonly queue: string })[]>`
			select id, retry_count as "retryCount", name as queue
			from ${table}
			where ${isChunks} and state = 'active'
				and heartbeat_on <= now() - ${silentMs} * interval '1 millisecond'
				and pg_postmaster_start_time() <= now() - ${silentMs} * interval '1 millisecond'
			order by created_on, id`,
		listDue: async (names) => {
			const rows = await sql<{ queue: string }[]>`
				select queue from unnest(${[...names]}::text[]) as given(queue)
				where exists (select from ${table}
					where name = queue and state < 'active' and start_after <= now())`;
			return rows.map(({ queue }) => queue);
		},
		listWaiting: () => sql<{ queue: string; runId: string }[]>`
			select distinct name as queue, data ->> 'runId' as "runId"
			from ${table} where ${isChunks} and state < 'active'`,
		listQueues: async () => {
			const rows = await sql<{ name: string }[]>`select name from ${queues} where ${isChunks}`;
			return rows.map(({ name }) => name);
		},
		putBack: async (queue, { id, retryCount }, dueInMs) => {
			await sql`
				update ${table} set state = 'created', started_on = null, heartbeat_on = null,
					start_after = now() + ${dueInMs} * interval '1 millisecond'
				where name = ${queue} and id = ${id} and retry_count = ${retryCount} and state = 'active'`;
		},
		readDepth: async () => {
			const [row] = await sql<{ chunks: number; oldest: number | null }[]>`
				select count(*)::int as chunks,
					extract(epoch from now() - min(created_on) filter (where state < 'active'))::float8 as oldest
				from ${table} where ${isChunks} and state <= 'active'
					and (state <> 'created' or start_after <= now())`;
			return { chunks: row?.chunks ?? 0, oldestSeconds: row?.oldest ?? 0 };
		},
	};
}
