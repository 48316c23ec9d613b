import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionById } from '@codejoust/db/queries/judges';
import { findIdentitiesInBatches } from '@codejoust/db/queries/judge-batches';
import { loadOpenBattles, type OpenBattle } from '@codejoust/db/queries/judging';
import { holdRun } from '@codejoust/db/queries/run-control';
import { findRun } from '@codejoust/db/queries/runs';
import type { HeldChunk } from '@codejoust/db/queue/chunk';
import type { Queue } from '@codejoust/db/queue/open-queue';
import type { Clock } from '@codejoust/judge/clock';
import { judgeDefinitionSchema } from '@codejoust/judge/definition';
import type { BatchSettings } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { findJudgePrice } from '../use-cases/judge-price.ts';
import { countCharacters, expectBattleCost } from './budget.ts';
import { type Budgets, openBudgets } from './budgets.ts';
import type { ClaimGames } from './claims.ts';
import { isMissing, type EndpointOf } from './endpoint.ts';
import { type ChunkPayload, enqueueRun } from './enqueue-run.ts';
import type { PlayedGame } from './as-settled-battle.ts';
import { stepBatches } from './batches/step-batches.ts';
import { type BattleDeps, playBattle } from './play-battle.ts';
import { createGate, type Gate } from './gate.ts';
import type { ProgressLog } from './progress-log.ts';

export type WorkerOptions = {
	readonly db: Database;
	readonly queue: Queue<ChunkPayload>;
	readonly progress: ProgressLog;
	readonly claimGames: ClaimGames;
	readonly endpointOf: EndpointOf;
	readonly fenceSecret: string;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Logger;
	readonly metrics: Pick<Metrics, 'observeAttempt'>;
	/** Games that may wait or be in flight here at once; the endpoints' own caps are below this. */
	readonly maxGames: number;
	readonly batch: BatchSettings;
};

export type Worker = {
	/** Takes no new chunk, lets games in flight finish for `graceMs`, then gives the rest back. */
	readonly stop: (graceMs: number) => Promise<void>;
};

type Chunk = HeldChunk<ChunkPayload>;

/** Plays chunks of battles from the queue until it is stopped. */
export function startWorker(options: WorkerOptions): Worker {
	const fetching = new AbortController();
	const playing = new AbortController();
	const asking = new Map<string, Promise<PlayedGame | undefined>>();
	const gate = createGate();
	const budgets = openBudgets(options.db);
	const underway = new Set<Promise<void>>();
	let games = 0;
	let wake: () => void = () => undefined;

	const loop = (async () => {
		while (!fetching.signal.aborted) {
			const chunk = await options.queue.fetchChunk(fetching.signal);
			if (!chunk) continue;
			if (fetching.signal.aborted) {
				await options.queue.giveBack(chunk);
				break;
			}
			const size = sizeOf(chunk);
			games += size;
			const play = chunk.payload.kind === 'batches' ? followBatches : playChunk;
			const played = play(chunk, {
				...options,
				asking,
				gate,
				budgets,
				stop: playing.signal,
			}).finally(() => {
				underway.delete(played);
				games -= size;
				wake();
			});
			underway.add(played);
			while (games >= options.maxGames && !fetching.signal.aborted)
				await new Promise<void>((resolve) => (wake = resolve));
		}
	})();

	return {
		stop: async (graceMs) => {
			fetching.abort(new Error('the worker stops'));
			wake();
			await loop;
			const timer = setTimeout(() => playing.abort(new Error('the worker stops')), graceMs);
			await Promise.all(underway);
			clearTimeout(timer);
			await options.progress.drain();
		},
	};
}

/** Games; a step of batches counts like a chunk of battles, so that few files are built at once. */
function sizeOf({ payload }: Chunk): number {
	return payload.kind === 'batches' ? 32 : 2 * payload.battleIds.length;
}

type ChunkDeps = WorkerOptions & {
	readonly asking: Map<string, Promise<PlayedGame | undefined>>;
	/** Shared while battles are looked at and begun; who plans a batch has it alone. So each sees what the other asks. */
	readonly gate: Gate;
	readonly budgets: Budgets;
	readonly stop: AbortSignal;
};

/** Does what is due for a run's batches, and puts the chunk off until there is something to do again. */
async function followBatches(chunk: Chunk, deps: ChunkDeps): Promise<void> {
	const signal = AbortSignal.any([chunk.signal, deps.stop]);
	try {
		const dueInMs = await stepBatches(chunk.runId, { ...deps, signal });
		if (dueInMs !== undefined) await deps.queue.postpone(chunk, dueInMs);
		else {
			await deps.queue.complete(chunk);
			// Resumed while this chunk still held its place in the queue, the run would have nobody.
			await enqueueRun(deps.db, deps.queue, chunk.runId);
		}
	} catch (error) {
		if (deps.stop.aborted) await deps.queue.giveBack(chunk);
		else if (chunk.signal.aborted) await deps.queue.complete(chunk);
		else await reportFailure(chunk, error, deps);
	}
}

/** Plays a chunk to its end, or hands it back: to be tried again after a failure, untouched when we stop. */
async function playChunk(chunk: Chunk, deps: ChunkDeps): Promise<void> {
	const own = new AbortController();
	const halt = new AbortController();
	const haltIfHeld = () =>
		isHeld(chunk, deps).then(
			(held) => held && halt.abort(chunk.signal.reason),
			(error: unknown) => halt.abort(error),
		);
	// A chunk lost by silence alone goes on: its identities are claimed, and calls in flight are paid for.
	chunk.signal.addEventListener('abort', () => void haltIfHeld(), { once: true });
	const signal = AbortSignal.any([halt.signal, deps.stop, own.signal]);
	try {
		await playBattles(chunk, deps, { signal, abandon: (reason) => own.abort(reason) });
		await deps.queue.complete(chunk);
	} catch (error) {
		if (deps.stop.aborted) await deps.queue.giveBack(chunk);
		else if (own.signal.aborted || chunk.signal.aborted) await deps.queue.complete(chunk);
		else await reportFailure(chunk, error, deps);
	}
	// Resumed while this chunk still held its place in the queue, the run has nobody to play what it left open.
	if (own.signal.aborted && !deps.stop.aborted)
		await enqueueRun(deps.db, deps.queue, chunk.runId).catch((error: unknown) =>
			deps.log.warn({ err: error, runId: chunk.runId }, 'a run could not be queued again'),
		);
}

async function isHeld({ runId }: Chunk, { db }: ChunkDeps): Promise<boolean> {
	const found = await findRun(db, runId);
	return !found || found.run.held !== null || found.run.finishedAt !== null;
}

async function reportFailure(chunk: Chunk, error: unknown, { queue, log }: ChunkDeps) {
	log.error({ err: error, runId: chunk.runId, chunk: chunk.key }, 'a chunk failed');
	const reason = error instanceof Error ? error.message : String(error);
	await queue.fail(chunk, reason).catch((failure: unknown) => {
		log.error({ err: failure, runId: chunk.runId }, 'a failed chunk could not be handed back');
	});
}

async function playBattles(
	{ runId, payload }: Chunk,
	deps: ChunkDeps,
	control: { readonly signal: AbortSignal; readonly abandon: (reason: Error) => void },
): Promise<void> {
	const { db } = deps;
	const found = await findRun(db, runId);
	if (!found || found.run.held || found.run.finishedAt) return;
	const judge = await findJudgeVersionById(db, found.run.judgeVersionId);
	if (!judge) throw new Error(`run ${runId} lost its judge`);
	const endpoint = deps.endpointOf(judge);
	const hold = async (reason: string, askedAt?: Date) => {
		if (await holdRun(db, { runId, held: 'paused', reason, ...(askedAt ? { askedAt } : {}) }))
			deps.log.warn({ runId, reason }, 'a run is paused');
	};
	let pausing: Promise<void> | undefined;
	// Once: a refusal that was on its way must not pause the run again after an operator has resumed it.
	const pause = (reason: string, askedAt?: Date) =>
		(pausing ??= hold(reason, askedAt).then(() => control.abandon(new Error(reason))));
	if (isMissing(endpoint)) return pause(endpoint.missing);
	const definition = judgeDefinitionSchema.parse(judge.definition);
	const price = await findJudgePrice(db, judge);
	const budget = await deps.budgets.of(found.run);
	const battleIds = payload.kind === 'batches' ? [] : payload.battleIds;
	const { claimed, playing } = await deps.gate.share(async () => {
		// Before anything is read: what another process asks meanwhile is not ours to ask.
		const claimed = await deps.claimGames(battleIds);
		const battles = await loadUnbatched(db, battleIds).catch((error: unknown) => {
			claimed.releaseAll();
			throw error;
		});
		const play = (battle: OpenBattle) =>
			playWithin(battle, {
				...deps,
				claimed,
				run: found.run,
				judge,
				definition,
				endpoint,
				price,
				budget,
				onAttempt: (attempt, cost) => deps.metrics.observeAttempt(attempt, judge.model, cost),
				onBudgetReached: hold,
				signal: control.signal,
				onPermanentError: (attempt) =>
					pause(
						`the judge endpoint refuses us: ${attempt.errorMessage ?? 'no reason given'}`,
						new Date(attempt.askedAt),
					),
			});
		// All are waited for: a chunk that is handed back must have nothing in flight any more.
		return { claimed, playing: Promise.allSettled(battles.map(play)) };
	});
	const played = await playing;
	claimed.releaseAll();
	for (const result of played) if (result.status === 'rejected') throw result.reason;
}

/**
 * Open battles but those with a game that another run has sent in a batch: they stay open until it is back. The batches
 * first: one that is collected meanwhile has left its judgments to be read.
 */
async function loadUnbatched(
	db: Database,
	battleIds: readonly number[],
): Promise<readonly OpenBattle[]> {
	const batched = await findIdentitiesInBatches(db, battleIds);
	const battles = await loadOpenBattles(db, battleIds);
	return battles.filter(({ games }) => !games.some(({ identity }) => batched.has(identity)));
}

/** Plays a battle when the budgets have room for it; else nothing of it is asked and the run is held. */
async function playWithin(
	battle: OpenBattle,
	deps: BattleDeps & { readonly onBudgetReached: (reason: string) => Promise<void> },
): Promise<void> {
	const { budget, price, endpoint } = deps;
	const expected = budget && price ? expectBattleCost(budget, countCharacters(battle), price) : 0;
	const reached = budget?.reserve(expected);
	if (reached !== undefined) return deps.onBudgetReached(reached);
	endpoint.addGames(battle.games.length);
	try {
		await playBattle(battle, deps);
	} finally {
		endpoint.addGames(-battle.games.length);
		budget?.release(expected);
	}
}
