import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import { findIdentitiesInBatches } from '@codejoust/db/queries/runs/judge-batches';
import { loadOpenBattles, type OpenBattle } from '@codejoust/db/queries/runs/open-battles';
import { findRun } from '@codejoust/db/queries/runs/runs';
import { judgeDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { findJudgePrice } from '../judge-price.ts';
import { expectBattleCost, reserveInTime } from './budget.ts';
import { enqueueRun } from './enqueue-run.ts';
import { guessPromptTokens } from './guess-prompt.ts';
import { pauseRun } from './pause-run.ts';
import { type BattleDeps, playBattle } from './play-battle.ts';
import { MovedError } from './moved-error.ts';
import { type Chunk, type ChunkDeps, reportFailure } from './chunk-deps.ts';

/** Plays a chunk to its end, or hands it back: to be tried again after a failure, untouched when we stop. */
export async function playChunk(chunk: Chunk, deps: ChunkDeps): Promise<void> {
	const halt = new AbortController();
	const moved = new AbortController();
	const look = () =>
		lookAtRun(chunk, deps).then(
			(state) => {
				if (state === 'held') halt.abort(chunk.signal.reason);
				if (state === 'moved') moved.abort(new MovedError(deps.endpoint.name));
			},
			(error: unknown) => halt.abort(error),
		);
	// A chunk lost by silence alone goes on: its identities are claimed, and calls in flight are paid for.
	chunk.signal.addEventListener('abort', () => void look(), { once: true });
	const callSignal = AbortSignal.any([halt.signal, deps.stop]);
	// A run that is asked elsewhere makes no new call here; those in flight are waited for.
	const signal = AbortSignal.any([callSignal, moved.signal]);
	let isLeftOpen = false;
	let gateSignal: AbortSignal | undefined;
	try {
		await playBattles(chunk, deps, {
			signal,
			callSignal,
			leaveOpen: () => (isLeftOpen = true),
			onGate: (gate) => (gateSignal = gate),
		});
		await deps.queue.complete(chunk);
	} catch (error) {
		const isHeld = isAborted(gateSignal);
		isLeftOpen ||= isHeld;
		if (deps.stop.aborted) await deps.queue.giveBack(chunk);
		else if (chunk.signal.aborted || isHeld) await deps.queue.complete(chunk);
		else await reportFailure(chunk, error, deps);
	}
	if (isLeftOpen) await deps.watch.stored();
	// Resumed while this chunk still held its place in the queue, the run has nobody to play what it left open.
	if ((moved.signal.aborted || isLeftOpen) && !deps.stop.aborted)
		await enqueueRun(deps, chunk.runId).catch((error: unknown) =>
			deps.log.warn({ err: error, runId: chunk.runId }, 'a run could not be queued again'),
		);
}

function isAborted(signal: AbortSignal | undefined): boolean {
	return signal?.aborted === true;
}

async function lookAtRun(
	{ runId }: Chunk,
	{ db, endpoint }: ChunkDeps,
): Promise<'held' | 'moved' | 'as before'> {
	const found = await findRun(db, runId);
	if (!found || found.run.held !== null || found.run.finishedAt !== null) return 'held';
	return found.run.endpoint === endpoint.name ? 'as before' : 'moved';
}

async function playBattles(
	{ runId, payload }: Chunk,
	deps: ChunkDeps,
	control: {
		readonly signal: AbortSignal;
		/** Of calls in flight. */
		readonly callSignal: AbortSignal;
		/** A battle is not played for now. */
		readonly leaveOpen: () => void;
		/** Aborts when the judge is held, from then on without a new call. */
		readonly onGate: (signal: AbortSignal) => void;
	},
): Promise<void> {
	const { db, endpoint, watch } = deps;
	const readAt = new Date();
	const holds = watch.count();
	const found = await findRun(db, runId);
	if (!found || found.run.held || found.run.finishedAt) return;
	// It is queued where it is asked now.
	if (found.run.endpoint !== endpoint.name) return control.leaveOpen();
	const judge = await findJudgeVersionById(db, found.run.judgeVersionId);
	if (!judge) throw new Error(`run ${runId} lost its judge`);
	const gate = await watch.gateOf({ endpoint: endpoint.name, judgeVersionId: judge.id });
	watch.tell(gate, found.hold, holds);
	if (gate.isHeld()) return control.leaveOpen();
	control.onGate(gate.signal());
	const signal = AbortSignal.any([control.signal, gate.signal()]);
	const haveTrouble = (reason: string) => pauseRun(deps, { runId, cause: 'trouble', reason });
	if (!endpoint.allows(judge.model))
		return haveTrouble(
			`the endpoint ${endpoint.name} does not allow the model ${judge.model}`,
		).then(control.leaveOpen);
	deps.noteBegun(found.run, endpoint.name);
	const definition = judgeDefinitionSchema.parse(judge.definition);
	const price = await findJudgePrice(db, judge, endpoint);
	const budget = await deps.budgets.of(found.run);
	const battleIds = payload.kind === 'batches' ? [] : payload.battleIds;
	const { claimed, playing } = await deps.lock.share(async () => {
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
				onAttempt: (attempt, cost) =>
					deps.metrics.observeAttempt(
						attempt,
						{ judge: judge.model, endpoint: endpoint.name },
						cost,
					),
				onBudgetReached: (reason) => {
					control.leaveOpen();
					// A limit that was read before an operator raised it and resumed the run holds nothing.
					return pauseRun(deps, { runId, cause: 'budget', reason, askedAt: readAt });
				},
				// What else is in flight is paid for, and goes on.
				onUnaskable: haveTrouble,
				signal,
				callSignal: control.callSignal,
				gate,
				onLeftOpen: control.leaveOpen,
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
	const { budget, price, endpoint, definition } = deps;
	const prompt = guessPromptTokens(battle, definition);
	const expect = () => (budget && price ? expectBattleCost(budget, prompt, price) : 0);
	const reserved = budget ? await reserveInTime(budget, expect, deps.signal) : 0;
	if (typeof reserved === 'string') return deps.onBudgetReached(reserved);
	endpoint.addGames(battle.games.length);
	try {
		await playBattle(battle, deps);
	} finally {
		endpoint.addGames(-battle.games.length);
		budget?.release(reserved);
	}
}
