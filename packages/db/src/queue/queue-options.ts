import type { Connection } from '../connect.ts';

export interface QueueOptions {
	readonly connection: Pick<Connection, 'sql' | 'embedded' | 'isSole'>;
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
