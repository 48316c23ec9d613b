import { openBudgets } from './budgets.ts';
import { enqueueRun } from './enqueue-run.ts';
import type { PlayedGame } from './as-settled-battle.ts';
import { stepBatches } from './batches/step-batches.ts';
import { createReadWriteLock } from './read-write-lock.ts';
import { openBegunLog } from './begun-log.ts';
import { takeChunks } from './take-chunks.ts';
import { type Chunk, type ChunkDeps, reportFailure, type WorkerOptions } from './chunk-deps.ts';
import { playChunk } from './play-chunk.ts';

export type Worker = {
	/** Takes no new chunk, lets games in flight finish for `graceMs`, then gives the rest back. */
	readonly stop: (graceMs: number) => Promise<void>;
};

/** Plays chunks of battles from the queues of its endpoints until it is stopped, each at its own pace. */
export function startWorker(options: WorkerOptions): Worker {
	const fetching = new AbortController();
	const playing = new AbortController();
	const shared = {
		...options,
		asking: new Map<string, Promise<PlayedGame | undefined>>(),
		lock: createReadWriteLock(),
		planning: createReadWriteLock(),
		roomOf: new Map<string, number>(),
		budgets: openBudgets(options.db),
		noteBegun: openBegunLog(options.log),
		stop: playing.signal,
	};
	const stations = [
		...options.endpoints.map((endpoint) =>
			takeChunks({
				fetch: async (signal) => {
					await options.standby.untilFree(endpoint.name, signal);
					return options.queue.fetchChunk(endpoint.name, signal);
				},
				giveBack: options.queue.giveBack,
				play: (chunk) => {
					const play = chunk.payload.kind === 'batches' ? followBatches : playChunk;
					return play(chunk, { ...shared, endpoint });
				},
				maxGames: 2 * endpoint.facts.concurrency,
				signal: fetching.signal,
			}),
		),
		takeChunks({
			fetch: (signal) => options.queue.fetchChunk(undefined, signal),
			giveBack: options.queue.giveBack,
			play: (chunk) => sendOn(chunk, shared),
			maxGames: 1,
			signal: fetching.signal,
		}),
	];
	return {
		stop: async (graceMs) => {
			fetching.abort(new Error('the worker stops'));
			const underway = await Promise.all(stations.map((station) => station.end()));
			const timer = setTimeout(() => playing.abort(new Error('the worker stops')), graceMs);
			await Promise.all(underway.flat());
			clearTimeout(timer);
			await options.progress.drain();
		},
	};
}

/** A chunk of before endpoints had queues of their own: its run is queued anew, where it belongs. */
async function sendOn(chunk: Chunk, deps: Omit<ChunkDeps, 'endpoint'>): Promise<void> {
	try {
		await deps.queue.complete(chunk);
		await enqueueRun(deps, chunk.runId);
	} catch (error) {
		// Whoever looks for unfinished runs finds it.
		deps.log.warn({ err: error, runId: chunk.runId }, 'a run could not be queued again');
	}
}

/** Does what is due for a run's batches, and puts the chunk off until there is something to do again. */
async function followBatches(chunk: Chunk, deps: ChunkDeps): Promise<void> {
	const signal = AbortSignal.any([chunk.signal, deps.stop]);
	try {
		const dueInMs = await stepBatches(chunk.runId, { ...deps, signal });
		if (dueInMs !== undefined) await deps.queue.postpone(chunk, dueInMs);
		else {
			await deps.queue.complete(chunk);
			// Resumed while this chunk still held its place in the queue, the run would have nobody.
			await enqueueRun(deps, chunk.runId);
		}
	} catch (error) {
		if (deps.stop.aborted) await deps.queue.giveBack(chunk);
		else if (chunk.signal.aborted) await deps.queue.complete(chunk);
		else await reportFailure(chunk, error, deps);
	}
}
