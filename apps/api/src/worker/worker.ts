import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionById } from '@codejoust/db/queries/judges';
import { loadOpenBattles, type OpenBattle } from '@codejoust/db/queries/judging';
import { holdRun } from '@codejoust/db/queries/run-control';
import { findRun } from '@codejoust/db/queries/runs';
import type { HeldChunk } from '@codejoust/db/queue/chunk';
import type { Queue } from '@codejoust/db/queue/open-queue';
import type { Clock } from '@codejoust/judge/clock';
import { judgeDefinitionSchema } from '@codejoust/judge/definition';
import type { Metrics } from '../metrics.ts';
import { findJudgePrice } from '../use-cases/judge-price.ts';
import { expectBattleCost } from './budget.ts';
import { type Budgets, openBudgets } from './budgets.ts';
import type { ClaimGames } from './claims.ts';
import { isMissing, type EndpointOf } from './endpoint.ts';
import { type ChunkPayload, enqueueRun } from './enqueue-run.ts';
import { type BattleDeps, type PlayedGame, playBattle } from './play-battle.ts';
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
	const asking = new Map<string, Promise<PlayedGame>>();
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
			const size = 2 * chunk.payload.battleIds.length;
			games += size;
			const played = playChunk(chunk, {
				...options,
				asking,
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

type ChunkDeps = WorkerOptions & {
	readonly asking: Map<string, Promise<PlayedGame>>;
	readonly budgets: Budgets;
	readonly stop: AbortSignal;
};

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
	// Before anything is read: what another process asks meanwhile is not ours to ask.
	const claimed = await deps.claimGames(payload.battleIds);
	const battles = await loadOpenBattles(db, payload.battleIds).catch((error: unknown) => {
		claimed.releaseAll();
		throw error;
	});
	// All are waited for: a chunk that is handed back must have nothing in flight any more.
	const played = await Promise.allSettled(
		battles.map((battle) =>
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
			}),
		),
	);
	claimed.releaseAll();
	for (const result of played) if (result.status === 'rejected') throw result.reason;
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

function countCharacters({ messages, answer, baselineAnswer }: OpenBattle): number {
	return (messages ?? '').length + (answer ?? '').length + (baselineAnswer ?? '').length;
}
