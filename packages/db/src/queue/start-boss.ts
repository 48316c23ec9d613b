import { PgBoss } from 'pg-boss';
import { bossDatabase } from './boss-database.ts';
import type { QueueOptions } from './queue-options.ts';

/** Chunks of before endpoints had queues of their own. Nothing is added to it any more. */
export const CHUNKS = 'chunks';
const OF_ENDPOINT = `${CHUNKS}.`;
export const DEAD_CHUNKS = 'dead-chunks';

const NO_CHUNK = '00000000-0000-0000-0000-000000000000';
const SECONDS_A_DAY = 86_400;

/** The queue of the chunks that are played at an endpoint. */
export function queueOf(endpoint: string): string {
	return `${OF_ENDPOINT}${endpoint}`;
}

/** The endpoint of a queue; undefined for the one of before, whose chunks name none. */
export function endpointOfQueue(queue: string): string | undefined {
	return queue.startsWith(OF_ENDPOINT) ? queue.slice(OF_ENDPOINT.length) : undefined;
}

/** Starts pg-boss on our connections with the queues that hold what endpoints share, making its tables at the first time. */
export async function startBoss(options: QueueOptions, schema: string): Promise<PgBoss> {
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
	await createQueues(boss, options);
	return boss;
}

async function createQueues(boss: PgBoss, options: QueueOptions): Promise<void> {
	await boss.createQueue(DEAD_CHUNKS, KEEP);
	await createChunkQueue(boss, CHUNKS, options);
}

const KEEP = { retentionSeconds: 365 * SECONDS_A_DAY, deleteAfterSeconds: SECONDS_A_DAY };

/** Makes a queue of chunks, or brings the settings of the one that is there up to date. */
export async function createChunkQueue(
	boss: PgBoss,
	name: string,
	options: Pick<QueueOptions, 'retryLimit' | 'retryDelaySeconds'>,
): Promise<void> {
	const settings = {
		...KEEP,
		deadLetter: DEAD_CHUNKS,
		retryLimit: options.retryLimit ?? 5,
		retryDelay: options.retryDelaySeconds ?? 1,
		retryBackoff: true,
		retryDelayMax: 30,
		// Ends a worker that lives but never finishes; looked at once a minute.
		expireInSeconds: 3600,
	};
	// Refuses a second open chunk of the same key.
	await boss.createQueue(name, { ...settings, policy: 'exclusive' });
	await boss.updateQueue(name, settings);
	// Makes pg-boss read the settings now: within a caller's transaction it would ask a second
	// connection for them, and wait forever where there is none.
	await boss.touch(name, NO_CHUNK);
}
