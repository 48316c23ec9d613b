import type { Database } from '@codejoust/db/connect';
import { listHeldRunsWithBatches, listOpenBatches } from '@codejoust/db/queries/judge-batches';
import { holdRun } from '@codejoust/db/queries/run-control';
import { findRun, listOpenBattles, listRunnableRuns } from '@codejoust/db/queries/runs';
import type { Queue } from '@codejoust/db/queue/open-queue';

/** Battles to be played one by one, or the next step of a run's batches. */
export type ChunkPayload =
	| { readonly kind?: undefined; readonly battleIds: readonly number[] }
	| { readonly kind: 'batches' };

/** Battles to a chunk: 32 games, worth a row in the queue and cheap to look at again. */
const BATTLES_PER_CHUNK = 16;

/** Queues a run's open battles. Chunks that are queued already stay as they are, so it may be called at any time. */
export async function enqueueRun(
	db: Database,
	queue: Queue<ChunkPayload>,
	runId: string,
): Promise<void> {
	const found = await findRun(db, runId);
	if (!found || found.run.held || found.run.finishedAt) return;
	if (found.run.via === 'batch') return enqueueBatches(queue, runId, found.run.priority);
	const open = await listOpenBattles(db, runId);
	const blocks = Map.groupBy(open, ({ position }) => Math.floor(position / BATTLES_PER_CHUNK));
	const jobs = [...blocks].map(([block, battles]) => ({
		key: String(block),
		payload: { battleIds: battles.map(({ id }) => id) },
	}));
	await queue.enqueueChunks(jobs, { runId, priority: found.run.priority });
}

/** A run's batches have one job, which comes back as long as there is something to wait for. */
async function enqueueBatches(
	queue: Queue<ChunkPayload>,
	runId: string,
	priority: number,
): Promise<void> {
	await queue.enqueueChunks([{ key: 'batches', payload: { kind: 'batches' } }], {
		runId,
		priority,
	});
}

/** Drops what is queued of a run; what the provider has of it is left to be cancelled there. */
export async function dequeueRun(
	db: Database,
	queue: Queue<ChunkPayload>,
	runId: string,
): Promise<void> {
	await queue.cancelRun(runId);
	if ((await listOpenBatches(db, runId)).length > 0) await enqueueBatches(queue, runId, 0);
}

/** Holds the runs of chunks that failed at every try, with the reason: an operator may resume them. */
export async function holdFailedRuns(db: Database, queue: Queue<ChunkPayload>): Promise<void> {
	for (const { runId, reason } of await queue.listDeadChunks()) {
		const words = `a chunk of battles failed at every try: ${reason ?? 'no reason was left'}`;
		await holdRun(db, { runId, held: 'paused', reason: words });
	}
	await queue.forgetDeadChunks();
}

/** Queues whatever a crash may have left out: every unfinished run whose chunks are not all there. */
export async function enqueueForgotten(db: Database, queue: Queue<ChunkPayload>): Promise<void> {
	for (const { id } of await listRunnableRuns(db)) await enqueueRun(db, queue, id);
	for (const id of await listHeldRunsWithBatches(db)) await enqueueBatches(queue, id, 0);
}
