/** Plain data that survives JSON. */
export type JsonValue =
	| string
	| number
	| boolean
	| null
	| readonly JsonValue[]
	| { readonly [name: string]: JsonValue | undefined };

/** A piece of a run, big enough to be worth a row and small enough to be asked again. */
export interface ChunkJob<Payload extends JsonValue = JsonValue> {
	/** Names the chunk within its run: a second one of this name is not taken while the first is open. */
	readonly key: string;
	readonly payload: Payload;
}

/** A chunk that this worker alone has claimed, until it is completed, failed or given back. */
export interface ClaimedChunk<Payload extends JsonValue = JsonValue> extends ChunkJob<Payload> {
	readonly id: string;
	readonly runId: string;
	/** At which it is to be played; absent in chunks of before endpoints had queues of their own. */
	readonly endpoint?: string;
	/** 0 at the first try. With the id it names the claim, so that a late answer moves nothing. */
	readonly retryCount: number;
	/** Aborts when the claim is lost: the run was cancelled, or the chunk went to another worker. */
	readonly signal: AbortSignal;
}

/** A chunk that failed at every try. */
export interface DeadChunk<Payload extends JsonValue = JsonValue> extends ChunkJob<Payload> {
	readonly id: string;
	readonly runId: string;
	/** The last failure, as given to `fail`; absent when it left none. */
	readonly reason?: string;
}

/** How the queue stores a chunk; readable in SQL. */
export interface StoredChunk<Payload extends JsonValue = JsonValue> {
	readonly runId: string;
	readonly key: string;
	readonly payload: Payload;
}
