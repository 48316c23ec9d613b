import { sql as sqlTag } from 'drizzle-orm';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import type { ClaimedChunk, JsonValue, StoredChunk } from './chunk.ts';
import { type Claim, trackClaimedChunks } from './claimed-chunks.ts';
import { openChunkQueues } from './chunk-queues.ts';
import { forgetDeadChunks, listDeadChunks } from './dead-chunks.ts';
import { type FetchLoop, fetchLoop } from './fetch-loop.ts';
import { openJobTable } from './job-table.ts';
import { freeLostChunks } from './lost-chunks.ts';
import { openNoticeQueue } from './notice-queue.ts';
import type { QueueOptions } from './queue-options.ts';
import type { Queue } from './queue.ts';
import { settledIds } from './settled-ids.ts';
import { CHUNKS, DEAD_CHUNKS, endpointOfQueue, queueOf, startBoss } from './start-boss.ts';
import { watchDue } from './watch-due.ts';

/**
 * Opens the queue of chunks, making its tables at the first time. On the embedded database this is
 * the only process there can be, so every claim found at opening is a dead worker's and is freed;
 * on a real server the workers free each other's after `lostAfterMs`.
 */
export async function openQueue<Payload extends JsonValue>(
	options: QueueOptions,
): Promise<Queue<Payload>> {
	const { sql, embedded, isSole } = options.connection;
	const schema = options.schema ?? 'queue';
	const boss = await startBoss(options, schema);
	const notices = await openNoticeQueue(boss);
	const jobs = openJobTable(sql, schema);
	const freeLost = (silentMs: number) => freeLostChunks({ boss, jobs, silentMs });
	const queues = openChunkQueues(boss, options);
	if (isSole) await freeLost(0);
	const reaper = embedded
		? undefined
		: repeat(() => freeLost(options.lostAfterMs ?? 3500), options);

	const claimed = trackClaimedChunks({
		everyMs: options.heartbeatMs ?? 1000,
		touch: async (claims) => {
			const byQueue = [...Map.groupBy(claims, queueOfClaim)];
			const touched = byQueue.map(async ([queue, of]) =>
				settledIds(await boss.touch(queue, of.map(attemptOf))),
			);
			return (await Promise.all(touched)).flat();
		},
		onTrouble: options.onTrouble,
	});
	const pollMs = options.pollMs ?? 250;
	const due = watchDue(jobs, pollMs);
	const loops = new Map<string, FetchLoop<ClaimedChunk<Payload>>>();
	const loopOf = (queue: string) => {
		const known = loops.get(queue);
		if (known) return known;
		due.watch(queue);
		const loop = fetchLoop({
			everyMs: pollMs,
			onTrouble: options.onTrouble,
			fetch: async (): Promise<ClaimedChunk<Payload> | undefined> => {
				if (!(await due.has(queue))) return undefined;
				await queues.ensure(queue);
				const [job] = await boss.fetch<StoredChunk<Payload>>(queue);
				if (job === undefined) return undefined;
				const endpoint = endpointOfQueue(queue);
				const place = endpoint === undefined ? {} : { endpoint };
				const claim = { id: job.id, retryCount: job.retryCount, ...place };
				return { ...claim, ...job.data, signal: claimed.add(claim) };
			},
		});
		loops.set(queue, loop);
		return loop;
	};
	const wake = () => {
		due.forget();
		for (const loop of loops.values()) loop.wake();
	};
	const giveBack = async (claims: readonly Claim[]) => {
		for (const claim of claims.filter(claimed.drop))
			await jobs.putBack(queueOfClaim(claim), claim, 0);
		wake();
	};

	return {
		notices,
		openEndpoint: (endpoint) => queues.ensure(queueOf(endpoint)),
		enqueueChunks: async (chunks, { runId, endpoint, priority = 0, transaction }) => {
			const queue = queueOf(endpoint);
			if (!transaction) await queues.ensure(queue);
			const rows = chunks.map(({ key, payload }) => ({
				data: { runId, key, payload } satisfies StoredChunk<Payload>,
				priority,
				singletonKey: `${runId}/${key}`,
			}));
			const db = transaction && { db: fromDrizzle(transaction, sqlTag) };
			const ids = await boss.insert(queue, rows, { ...db, returnId: true });
			wake();
			return ids?.length ?? 0;
		},
		fetchChunk: (endpoint, signal) =>
			loopOf(endpoint === undefined ? CHUNKS : queueOf(endpoint)).next(signal),
		complete: async (chunk) =>
			claimed.drop(chunk) &&
			settledIds(await boss.complete(queueOfClaim(chunk), attemptOf(chunk))).length === 1,
		fail: async (chunk, reason) =>
			claimed.drop(chunk) &&
			settledIds(await boss.fail(queueOfClaim(chunk), attemptOf(chunk), { reason })).length === 1,
		giveBack: (chunk) => giveBack([chunk]),
		postpone: async (chunk, byMs) => {
			if (claimed.drop(chunk)) await jobs.putBack(queueOfClaim(chunk), chunk, byMs);
			if (byMs < pollMs) setTimeout(wake, byMs).unref();
		},
		cancelRun: async (runId) => {
			let cancelled = 0;
			for (const queue of await jobs.listQueues())
				cancelled += await cancelChunks(boss, { queue, runId }, OPEN_STATES);
			return cancelled;
		},
		listWaiting: async () =>
			(await jobs.listWaiting()).map(({ queue, runId }) => {
				const endpoint = endpointOfQueue(queue);
				return { runId, ...(endpoint === undefined ? {} : { endpoint }) };
			}),
		dropWaiting: async ({ endpoint, runId }) => {
			await cancelChunks(boss, { queue: queueOf(endpoint), runId }, WAITING_STATES);
		},
		listDeadChunks: () => listDeadChunks<Payload>(boss),
		forgetDeadChunks: (chunks) => forgetDeadChunks(boss, chunks),
		retryDeadChunks: async () => {
			const retried = await boss.redrive(DEAD_CHUNKS);
			wake();
			return retried;
		},
		readDepth: () => jobs.readDepth(),
		close: async () => {
			await reaper?.();
			await claimed.stop();
			await giveBack(claimed.list());
			await boss.stop({ close: false, graceful: false });
		},
	};
}

/** pg-boss leaves what has ended alone. */
async function cancelChunks(
	boss: PgBoss,
	{ queue, runId }: { readonly queue: string; readonly runId: string },
	states: ReadonlySet<string>,
): Promise<number> {
	const jobs = await boss.findJobs(queue, { data: { runId } });
	const open = jobs.filter(({ state }) => states.has(state)).map(({ id }) => id);
	return open.length === 0 ? 0 : settledIds(await boss.cancel(queue, open)).length;
}

const WAITING_STATES: ReadonlySet<string> = new Set(['created', 'retry']);
const OPEN_STATES: ReadonlySet<string> = new Set([...WAITING_STATES, 'active']);

function queueOfClaim({ endpoint }: Claim): string {
	return endpoint === undefined ? CHUNKS : queueOf(endpoint);
}

function attemptOf({ id, retryCount }: Claim) {
	return { id, retryCount };
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
