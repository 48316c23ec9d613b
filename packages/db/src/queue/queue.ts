import type { Database } from '../connect.ts';
import type { ChunkJob, ClaimedChunk, DeadChunk, JsonValue } from './chunk.ts';
import type { NoticeQueue } from './notice-queue.ts';

export interface Queue<Payload extends JsonValue> {
	readonly notices: NoticeQueue;
	/** Makes the queue of an endpoint where there is none; chunks that are enqueued within a transaction need it. */
	openEndpoint(endpoint: string): Promise<void>;
	/** All or none; chunks whose key is already open in the run are left out. Returns how many are new. */
	enqueueChunks(jobs: readonly ChunkJob<Payload>[], options: EnqueueOptions): Promise<number>;
	/**
	 * Waits for a chunk of an endpoint, outages of the database included; undefined once the signal aborts. Without an
	 * endpoint: for one of before endpoints had queues of their own.
	 */
	fetchChunk(
		endpoint: string | undefined,
		signal: AbortSignal,
	): Promise<ClaimedChunk<Payload> | undefined>;
	/** False when the chunk was no longer ours to complete: cancelled, or gone to another worker. */
	complete(chunk: ClaimedChunk<Payload>): Promise<boolean>;
	/** Tries it again later, or buries it after the last try. False when it was no longer ours. */
	fail(chunk: ClaimedChunk<Payload>, reason: string): Promise<boolean>;
	/** Puts it back as if it had never been fetched, for a worker that has to stop. */
	giveBack(chunk: ClaimedChunk<Payload>): Promise<void>;
	/** Puts it back, due after this number of milliseconds: there is nothing to do for it before. */
	postpone(chunk: ClaimedChunk<Payload>, byMs: number): Promise<void>;
	/** Cancels what is open of the run at any endpoint, chunks being played included. Returns how many. */
	cancelRun(runId: string): Promise<number>;
	/** The runs of which chunks wait, and for which endpoint; no endpoint: from before there were queues of endpoints. */
	listWaiting(): Promise<readonly { readonly endpoint?: string; readonly runId: string }[]>;
	/** Cancels the chunks of a run that wait for this endpoint. */
	dropWaiting(chunks: { readonly endpoint: string; readonly runId: string }): Promise<void>;
	/** Newest first. */
	listDeadChunks(): Promise<DeadChunk<Payload>[]>;
	/** Drops these dead chunks and no other. */
	forgetDeadChunks(chunks: readonly Pick<DeadChunk, 'id'>[]): Promise<void>;
	/** Puts dead chunks back into the queue. Returns how many. */
	retryDeadChunks(): Promise<number>;
	/** How much there is to do. */
	readDepth(): Promise<QueueDepth>;
	/** Gives back what this worker has claimed and ends the upkeep; the connection stays open. */
	close(): Promise<void>;
}

export interface EnqueueOptions {
	readonly runId: string;
	/** Whose workers are to play the chunks. */
	readonly endpoint: string;
	/** Higher goes first; 0 by default. */
	readonly priority?: number;
	/** Enqueues as part of this transaction. */
	readonly transaction?: Database;
}

export type QueueDepth = {
	/** Waiting, due for another try, or being played; not what was postponed. */
	readonly chunks: number;
	/** Age of the one that has waited longest; 0 when none waits. */
	readonly oldestSeconds: number;
};
