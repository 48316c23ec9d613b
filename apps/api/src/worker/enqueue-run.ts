import type { Database } from '@codejoust/db/connect';
import { placeRun } from '@codejoust/db/queries/endpoints/endpoints';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import { listHeldRunsWithBatches, listOpenBatches } from '@codejoust/db/queries/runs/judge-batches';
import { listMemberRuns } from '@codejoust/db/queries/runs/jury-runs';
import { holdRun } from '@codejoust/db/queries/runs/run-control';
import {
	findRun,
	listOpenBattles,
	listRunnableRuns,
	type RunRow,
} from '@codejoust/db/queries/runs/runs';
import { listWorkers } from '@codejoust/db/queries/runs/workers';
import type { Queue } from '@codejoust/db/queue/queue';
import { REHEARSAL } from '@codejoust/judge/choose-endpoint';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import { placeJudge } from '../place-judge.ts';
import { hasMembers } from '../has-members.ts';
import { settleJuriesOf, settleJury } from './settle-jury.ts';

/** Battles to be played one by one, or the next step of a run's batches. */
export type ChunkPayload =
	| { readonly kind?: undefined; readonly battleIds: readonly number[] }
	| { readonly kind: 'batches' };

/** Battles to a chunk: 32 games, worth a row in the queue and cheap to look at again. */
const BATTLES_PER_CHUNK = 16;

/** Where runs are queued: the queues, and the endpoints of this process. */
export type RunQueue = {
	readonly db: Database;
	readonly queue: Queue<ChunkPayload>;
	readonly endpoints: readonly Pick<Endpoint, 'name' | 'facts'>[];
};

/**
 * Queues a run's open battles for the workers of its endpoint. Chunks that are queued already stay as they are, so it may be
 * called at any time. A run for which nobody has an endpoint, or whose judge or endpoint is held, is not queued: it waits.
 */
export async function enqueueRun(runQueue: RunQueue, runId: string): Promise<void> {
	const { db, queue } = runQueue;
	const found = await findRun(db, runId);
	if (!found || found.run.held || found.run.finishedAt) return;
	if (hasMembers(found.judge)) return askMembers(runQueue, runId);
	const place = await findPlace(runQueue, found);
	if (place === undefined) return;
	const { endpoint, isKept } = place;
	// Its open batches are followed all the same: the provider has them.
	if (isKept && !(found.run.via === 'batch' && (await listOpenBatches(db, runId)).length > 0))
		return;
	if (found.run.via === 'batch') return enqueueBatches(runQueue, found.run, endpoint);
	const open = await listOpenBattles(db, runId);
	const blocks = Map.groupBy(open, ({ position }) => Math.floor(position / BATTLES_PER_CHUNK));
	const jobs = [...blocks].map(([block, battles]) => ({
		key: String(block),
		payload: { battleIds: battles.map(({ id }) => id) },
	}));
	await queue.enqueueChunks(jobs, { runId, endpoint, priority: found.run.priority });
}

/**
 * A jury or cascade asks nothing: its members' runs are queued, what they have settled already is decided, and what the first
 * judge of a cascade was not sure of is queued for the second one.
 */
async function askMembers(runQueue: RunQueue, runId: string): Promise<void> {
	for (const { id } of await listMemberRuns(runQueue.db, runId)) await enqueueRun(runQueue, id);
	const { opened } = await settleJury(runQueue.db, runId);
	for (const id of opened) await enqueueRun(runQueue, id);
	// The second judge may have judged all of it for another run, whose end was long ago.
	await settleJuriesOf(runQueue.db, opened);
}

/**
 * Where a run is asked: where its judge version is bound; else where it was queued before, so that processes of different
 * configurations do not draw it to and fro; else where the judge is placed now.
 */
async function findPlace(
	{ db, endpoints }: RunQueue,
	{ run, hold }: RunRow,
): Promise<{ readonly endpoint: string; readonly isKept: boolean } | undefined> {
	const judge = await findJudgeVersionById(db, run.judgeVersionId);
	if (!judge) throw new Error(`run ${run.id} lost its judge`);
	const bound = judge.isRehearsal ? REHEARSAL : judge.boundEndpoint;
	const wanted = bound ?? run.endpoint ?? (await placeJudge(db, endpoints, judge));
	if (wanted === undefined) return undefined;
	if (wanted === run.endpoint) return { endpoint: wanted, isKept: hold !== null };
	const placed = await placeRun(db, { runId: run.id, endpoint: wanted, before: run.endpoint });
	if (placed) return { endpoint: wanted, ...placed };
	const now = await findRun(db, run.id);
	return now?.run.endpoint == null
		? undefined
		: { endpoint: now.run.endpoint, isKept: now.hold !== null };
}

/**
 * The batches of a run have one job at each endpoint that has some, which comes back as long as there is something to wait
 * for; and one where the next is sent.
 */
async function enqueueBatches(
	{ db, queue }: Pick<RunQueue, 'db' | 'queue'>,
	{ id: runId, priority }: Pick<RunRow['run'], 'id' | 'priority'>,
	endpoint: string | null,
): Promise<void> {
	const open = await listOpenBatches(db, runId);
	const places = [endpoint, ...open.map((batch) => batch.endpoint ?? endpoint)];
	for (const place of new Set(places.filter((name) => name !== null)))
		await queue.enqueueChunks([{ key: 'batches', payload: { kind: 'batches' } }], {
			runId,
			endpoint: place,
			priority,
		});
}

/** Drops what is queued of a run; what the provider has of it is left to be cancelled there. */
export async function dequeueRun(runQueue: RunQueue, runId: string): Promise<void> {
	const { db, queue } = runQueue;
	await queue.cancelRun(runId);
	if ((await listOpenBatches(db, runId)).length === 0) return;
	const found = await findRun(db, runId);
	if (found) await enqueueBatches(runQueue, { ...found.run, priority: 0 }, found.run.endpoint);
}

/** Holds the runs of chunks that failed at every try, with the reason: an operator may resume them. */
export async function holdFailedRuns({ db, queue }: RunQueue): Promise<void> {
	const dead = await queue.listDeadChunks();
	for (const { runId, reason } of dead) {
		const words = `a chunk of battles failed at every try: ${reason ?? 'no reason was left'}`;
		await holdRun(db, { runId, held: 'paused', cause: 'trouble', reason: words });
	}
	await queue.forgetDeadChunks(dead);
}

/** Queues whatever a crash may have left out: every unfinished run whose chunks are not all there. */
export async function enqueueForgotten(runQueue: RunQueue): Promise<void> {
	const { db } = runQueue;
	for (const { id } of await listRunnableRuns(db)) await enqueueRun(runQueue, id);
	for (const id of await listHeldRunsWithBatches(db)) {
		const found = await findRun(db, id);
		if (found) await enqueueBatches(runQueue, { ...found.run, priority: 0 }, found.run.endpoint);
	}
	await dropStrays(runQueue);
}

/** Drops chunks that wait at an endpoint which nobody has any more, of runs that are asked elsewhere by now. */
async function dropStrays({ db, queue }: RunQueue): Promise<void> {
	const waiting = await queue.listWaiting();
	if (waiting.length === 0) return;
	const had = new Set((await listWorkers(db)).map(({ endpoint }) => endpoint));
	for (const { endpoint, runId } of waiting) {
		if (endpoint === undefined || had.has(endpoint)) continue;
		const found = await findRun(db, runId);
		const isElsewhere = found?.run.endpoint != null && found.run.endpoint !== endpoint;
		const open = isElsewhere ? await listOpenBatches(db, runId) : [];
		if (isElsewhere && !open.some((batch) => batch.endpoint === endpoint))
			await queue.dropWaiting({ endpoint, runId });
	}
}
