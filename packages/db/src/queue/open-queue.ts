import { sql as sqlTag } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Sql } from 'postgres';
import type { Connection, Database } from '../connect.ts';
import { bossDatabase } from './boss-database.ts';
import type { ChunkJob, DeadChunk, HeldChunk, JsonValue, StoredChunk } from './chunk.ts';
import { fetchLoop } from './fetch-loop.ts';
import { holdChunks } from './held-chunks.ts';
import { freeLostChunks } from './lost-chunks.ts';
import { type NoticeQueue, openNoticeQueue } from './notice-queue.ts';

const CHUNKS = 'chunks';
const DEAD_CHUNKS = 'dead-chunks';
const NO_CHUNK = '00000000-0000-0000-0000-000000000000';
const SECONDS_A_DAY = 86_400;

export interface QueueOptions {
	readonly connection: Pick<Connection, 'sql' | 'embedded'>;
	/** The queue's tables live apart from ours, in a schema of their own. */
	readonly schema?: string;
	/** Trouble in the background (heartbeats, upkeep, an unreachable database): worth a log line. */
	onTrouble(error: unknown): void;
	/** How often an idle worker looks for a chunk. */
	readonly pollMs?: number;
	/** How often a worker says that it lives. */
	readonly heartbeatMs?: number;
	/** A worker silent for this long has lost its chunks. A stall of a live one must be shorter. */
	readonly lostAfterMs?: number;
	/** Tries after the first; then the chunk is dead. */
	readonly retryLimit?: number;
	/** The pause before the second try; it doubles, up to 30 s. */
	readonly retryDelaySeconds?: number;
	/** How often expired chunks are failed and the queue is counted and swept. */
	readonly upkeepSeconds?: number;
}

export interface EnqueueOptions {
	readonly runId: string;
	/** Higher goes first; 0 unless told. */
	readonly priority?: number;
	/** Enqueues as part of this transaction. */
	readonly transaction?: Database;
}

export interface Queue<Payload extends JsonValue> {
	readonly notices: NoticeQueue;
	/** All or none; chunks whose key is already open in the run are left out. Returns how many are new. */
	enqueueChunks(jobs: readonly ChunkJob<Payload>[], options: EnqueueOptions): Promise<number>;
	/** Waits for a chunk, outages of the database included; undefined once the signal aborts. */
	fetchChunk(signal: AbortSignal): Promise<HeldChunk<Payload> | undefined>;
	/** False when the chunk was no longer ours to complete: cancelled, or gone to another worker. */
	complete(chunk: HeldChunk<Payload>): Promise<boolean>;
	/** Tries it again later, or buries it after the last try. False when it was no longer ours. */
	fail(chunk: HeldChunk<Payload>, reason: string): Promise<boolean>;
	/** Puts it back as if it had never been fetched, for a worker that has to stop. */
	giveBack(chunk: HeldChunk<Payload>): Promise<void>;
	/** Puts it back, due after so many milliseconds: there is nothing to do for it before. */
	postpone(chunk: HeldChunk<Payload>, byMs: number): Promise<void>;
	/** Cancels what is open of the run, chunks being played included. Returns how many. */
	cancelRun(runId: string): Promise<number>;
	/** Newest first, 100 at most. */
	listDeadChunks(): Promise<DeadChunk<Payload>[]>;
	/** Drops the dead chunks that `listDeadChunks` has told of; their runs say why they are held. */
	forgetDeadChunks(): Promise<void>;
	/** Puts dead chunks back into the queue. Returns how many. */
	retryDeadChunks(): Promise<number>;
	/** Gives back what this worker holds and ends the upkeep; the connection stays open. */
	close(): Promise<void>;
}

/**
 * Opens the queue of chunks, making its tables at the first time. On the embedded database this is
 * the only process there can be, so every claim found at opening is a dead worker's and is freed;
 * on a real server the workers free each other's after `lostAfterMs`.
 */
export async function openQueue<Payload extends JsonValue>(
	options: QueueOptions,
): Promise<Queue<Payload>> {
	const { sql, embedded } = options.connection;
	const schema = options.schema ?? 'queue';
	const boss = await startBoss(options, schema);
	const notices = await openNoticeQueue(boss);
	const freeLost = (silentMs: number) =>
		freeLostChunks({ boss, sql, schema, queue: CHUNKS, silentMs });
	if (embedded) await freeLost(0);
	const reaper = embedded
		? undefined
		: repeat(() => freeLost(options.lostAfterMs ?? 3500), options);

	const held = holdChunks({
		everyMs: options.heartbeatMs ?? 1000,
		touch: async (claims) => settled(await boss.touch(CHUNKS, [...claims])),
		onTrouble: options.onTrouble,
	});
	const pollMs = options.pollMs ?? 250;
	const loop = fetchLoop({
		everyMs: pollMs,
		onTrouble: options.onTrouble,
		fetch: async (): Promise<HeldChunk<Payload> | undefined> => {
			const [job] = await boss.fetch<StoredChunk<Payload>>(CHUNKS);
			if (job === undefined) return undefined;
			const claim = { id: job.id, retryCount: job.retryCount };
			return { ...claim, ...job.data, signal: held.hold(claim) };
		},
	});
	const giveBack = async (claims: readonly Pick<HeldChunk, 'id' | 'retryCount'>[]) => {
		for (const claim of claims.filter(held.drop)) await restore(sql, schema, claim);
		loop.wake();
	};

	return {
		notices,
		enqueueChunks: async (jobs, { runId, priority = 0, transaction }) => {
			const rows = jobs.map(({ key, payload }) => ({
				data: { runId, key, payload } satisfies StoredChunk<Payload>,
				priority,
				singletonKey: `${runId}/${key}`,
				group: { id: runId },
			}));
			const db = transaction && { db: fromDrizzle(transaction, sqlTag) };
			const ids = await boss.insert(CHUNKS, rows, { ...db, returnId: true });
			loop.wake();
			return ids?.length ?? 0;
		},
		fetchChunk: loop.next,
		complete: async (chunk) =>
			held.drop(chunk) && settled(await boss.complete(CHUNKS, claimOf(chunk))).length === 1,
		fail: async (chunk, reason) =>
			held.drop(chunk) && settled(await boss.fail(CHUNKS, claimOf(chunk), { reason })).length === 1,
		giveBack: (chunk) => giveBack([chunk]),
		postpone: async (chunk, byMs) => {
			if (held.drop(chunk)) await restore(sql, schema, chunk, byMs);
			if (byMs < pollMs) setTimeout(loop.wake, byMs).unref();
		},
		cancelRun: async (runId) => {
			const open = await sql<{ id: string }[]>`
				select id from ${sql(schema)}.job
				where name = ${CHUNKS} and group_id = ${runId} and state < 'completed'`;
			if (open.length === 0) return 0;
			return settled(
				await boss.cancel(
					CHUNKS,
					open.map(({ id }) => id),
				),
			).length;
		},
		listDeadChunks: async () => {
			const rows = await sql<{ id: string; data: StoredChunk<Payload>; reason: string | null }[]>`
				select id, data, source_output ->> 'reason' as reason from ${sql(schema)}.job
				where name = ${DEAD_CHUNKS} and state < 'active'
				order by created_on desc, id limit 100`;
			return rows.map(({ id, data, reason }) => ({
				id,
				...data,
				...(reason === null ? {} : { reason }),
			}));
		},
		forgetDeadChunks: async () => {
			await boss.deleteQueuedJobs(DEAD_CHUNKS);
		},
		retryDeadChunks: async () => {
			const retried = await boss.redrive(DEAD_CHUNKS);
			loop.wake();
			return retried;
		},
		close: async () => {
			await reaper?.();
			await held.stop();
			await giveBack(held.list());
			await boss.stop({ close: false, graceful: false });
		},
	};
}

async function startBoss(options: QueueOptions, schema: string): Promise<PgBoss> {
	const { sql, embedded } = options.connection;
	const boss = new PgBoss({
		db: bossDatabase(sql),
		backend: embedded ? 'pglite' : 'postgres',
		schema,
		schedule: false,
		superviseIntervalSeconds: options.upkeepSeconds ?? 60,
		monitorIntervalSeconds: options.upkeepSeconds ?? 60,
		// Both ask for an autovacuum and for a second connection.
		monitorVacuum: !embedded,
		reindex: !embedded,
		// Chunks never wait for each other.
		flowIntervalSeconds: SECONDS_A_DAY,
	});
	boss.on('error', options.onTrouble);
	await boss.start();
	const keep = { retentionSeconds: 365 * SECONDS_A_DAY, deleteAfterSeconds: SECONDS_A_DAY };
	const settings = {
		...keep,
		deadLetter: DEAD_CHUNKS,
		retryLimit: options.retryLimit ?? 5,
		retryDelay: options.retryDelaySeconds ?? 1,
		retryBackoff: true,
		retryDelayMax: 30,
		// Ends a worker that lives but never finishes; looked at once a minute.
		expireInSeconds: 3600,
	};
	await boss.createQueue(DEAD_CHUNKS, keep);
	// Refuses a second open chunk of the same key.
	await boss.createQueue(CHUNKS, { ...settings, policy: 'exclusive' });
	await boss.updateQueue(CHUNKS, settings);
	// Makes pg-boss read the settings now: within a caller's transaction it would ask a second
	// connection for them, and wait forever where there is none.
	await boss.touch(CHUNKS, NO_CHUNK);
	return boss;
}

/** Unlike a failure, this leaves the chunk's number of tries as it was. */
async function restore(
	sql: Sql,
	schema: string,
	{ id, retryCount }: Pick<HeldChunk, 'id' | 'retryCount'>,
	dueInMs = 0,
): Promise<void> {
	await sql`
		update ${sql(schema)}.job set state = 'created', started_on = null, heartbeat_on = null,
			start_after = now() + ${dueInMs} * interval '1 millisecond'
		where name = ${CHUNKS} and id = ${id} and retry_count = ${retryCount} and state = 'active'`;
}

function claimOf({ id, retryCount }: Pick<HeldChunk, 'id' | 'retryCount'>) {
	return { id, retryCount };
}

/** pg-boss answers with more than its types tell: the ids that the statement touched. */
function settled(response: object): readonly string[] {
	return 'settled' in response && Array.isArray(response.settled) ? response.settled : [];
}

/** Runs the work again and again, a second apart; the returned function ends it and waits for it. */
function repeat(
	work: () => Promise<unknown>,
	{ onTrouble }: Pick<QueueOptions, 'onTrouble'>,
): () => Promise<void> {
	let working: Promise<unknown> | undefined;
	const timer = setInterval(() => {
		working ??= work()
			.catch(onTrouble)
			.finally(() => (working = undefined));
	}, 1000);
	return async () => {
		clearInterval(timer);
		await working;
	};
}
