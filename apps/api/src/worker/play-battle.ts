import type { Database } from '@codejoust/db/connect';
import { findIdentitiesInBatches } from '@codejoust/db/queries/runs/judge-batches';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { loadGames, type OpenBattle, type OpenGame } from '@codejoust/db/queries/runs/open-battles';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import type { Clock } from '@codejoust/judge/endpoint/clock';
import type { Limiter, Permit } from '@codejoust/judge/endpoint/limiter';
import type { JudgeDefinition } from '@codejoust/judge/protocol/definition';
import { playGame } from '@codejoust/judge/game/play-game';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import type { Price } from '@codejoust/judge/endpoint/prices';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import { asGame, describeRedacted, isWhole } from './as-game.ts';
import { asJudgmentRow } from './as-judgment-row.ts';
import { addCosts, asSettledBattle, costOf, type PlayedGame } from './as-settled-battle.ts';
import type { Budget } from './budget.ts';
import type { ClaimedGames } from './claims.ts';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import { HeldError } from './holds/held-error.ts';
import type { AdmittedGame, JudgeGate } from './holds/judge-gate.ts';
import { type Remaining, whatRemains } from './known-judgment.ts';
import { MovedError } from './moved-error.ts';
import type { ProgressLog } from './progress-log.ts';

/** Of verdicts that have come back. */
const REMEMBERED_MS = 5_000;

export type BattleDeps = {
	readonly db: Database;
	readonly run: RunRow['run'];
	readonly judge: JudgeVersionRow;
	readonly definition: JudgeDefinition;
	readonly endpoint: Endpoint;
	readonly progress: ProgressLog;
	readonly fenceSecret: string;
	readonly clock: Clock;
	readonly random: () => number;
	/** Absent when the judge's price is not known, which is not the same as free. */
	readonly price: Price | undefined;
	readonly budget: Budget | undefined;
	readonly onAttempt: (attempt: Attempt, costMicroUsd: number | null) => void;
	/** Games asked in this process right now, by identity: two runs that need the same one share it. */
	readonly asking: Map<string, Promise<PlayedGame | undefined>>;
	/** The identities that no other process asks meanwhile. */
	readonly claimed: ClaimedGames;
	/** Lets games in, and holds the judge when it need not be asked. */
	readonly gate: Pick<JudgeGate, 'enter'>;
	/** Called when a game is left open, since its judge is held. */
	readonly onLeftOpen: () => void;
	/** Called when a battle can never be asked, with the reason. */
	readonly onUnaskable: (reason: string) => Promise<void>;
	/** Ends waits and everything else but a call in flight. */
	readonly signal: AbortSignal;
	/** Ends calls in flight too; aborts no earlier than `signal`. */
	readonly callSignal: AbortSignal;
};

/**
 * Plays what is open of a battle and settles it. Leaves it open when its judge is held, when a text of it was redacted, and
 * when another process has sent one of its games in a batch.
 */
export async function playBattle(battle: OpenBattle, deps: BattleDeps): Promise<void> {
	const played = await Promise.all(battle.games.map((game) => playOrKnow(battle, game, deps)));
	const settled = played.flatMap((game) => game ?? []);
	if (settled.length === played.length)
		await deps.progress.settle(
			asSettledBattle(battle, settled, protocolOf(deps.definition).decide),
		);
}

/** An identity that is settled, or is being asked by another run or process, is never asked twice. */
async function playOrKnow(
	battle: OpenBattle,
	game: OpenGame,
	deps: BattleDeps,
): Promise<PlayedGame | undefined> {
	const underway = deps.asking.get(game.identity);
	if (underway)
		return underway.catch((error: unknown) => {
			// It is asked at another endpoint now, perhaps by this run itself.
			const isElsewhere = error instanceof MovedError || error instanceof HeldError;
			if (isElsewhere && !deps.signal.aborted) return playOrKnow(battle, game, deps);
			throw error;
		});
	const played = playOnce(battle, game, deps).finally(() => deps.claimed.release(game.identity));
	deps.asking.set(game.identity, played);
	const forget = () => deps.asking.delete(game.identity);
	// A while after a verdict, for a run that looked just before it was stored.
	played.then(
		(result) =>
			result?.judgment.kind === 'scored'
				? void setTimeout(forget, REMEMBERED_MS).unref()
				: forget(),
		forget,
	);
	return played;
}

async function playOnce(
	battle: OpenBattle,
	game: OpenGame,
	deps: BattleDeps,
): Promise<PlayedGame | undefined> {
	const newest = deps.claimed.has(game.identity) ? game : await reread(battle, game, deps);
	if (!newest) return undefined;
	const remaining = whatRemains(newest.judgments[0], deps.run, deps.definition);
	if (remaining.kind === 'nothing')
		return { judgment: remaining.judgment, costMicroUsd: costOf(newest.judgments) };
	return ask(battle, newest, remaining, deps);
}

/** What is known of a game when the process that had claimed it is done with it; undefined when it lies in a batch now. */
async function reread(
	battle: OpenBattle,
	game: OpenGame,
	deps: BattleDeps,
): Promise<OpenGame | undefined> {
	await deps.claimed.untilOurs(game.identity, deps.signal);
	const batched = await findIdentitiesInBatches(deps.db, [battle.id]);
	if (batched.has(game.identity)) return undefined;
	const games = (await loadGames(deps.db, [battle.id])).get(battle.id);
	return games?.find(({ order }) => order === game.order) ?? game;
}

async function ask(
	battle: OpenBattle,
	game: OpenGame,
	remaining: Remaining,
	deps: BattleDeps,
): Promise<PlayedGame | undefined> {
	if (!isWhole(battle)) {
		await deps.onUnaskable(describeRedacted(battle));
		return undefined;
	}
	const admitted = await deps.gate.enter(game.identity, deps.signal);
	try {
		const costs: (number | null)[] = [];
		const record = async (attempt: Attempt) => {
			const row = asJudgmentRow(attempt, game.identity, deps);
			deps.onAttempt(attempt, row.costMicroUsd);
			deps.budget?.spend(row.costMicroUsd ?? 0);
			const instead = await deps.progress.record(row);
			if (instead === undefined) costs.push(row.costMicroUsd);
			return instead;
		};
		const { findLack } = protocolOf(deps.definition);
		const { judgment } = await playGame(await asGame(battle, game, remaining, deps), {
			...deps.endpoint,
			limiter: {
				...deps.endpoint.limiter,
				acquire: (tokens, signal) =>
					acquireOnceClear(admitted, deps.endpoint.limiter, tokens, signal),
			},
			ask: async (request) => {
				deps.signal.throwIfAborted();
				const note = admitted.call(new Date(deps.clock.now()), findLack);
				const result = await deps.endpoint.ask(request, deps.callSignal);
				note(result);
				return result;
			},
			definition: deps.definition,
			fenceSecret: deps.fenceSecret,
			clock: deps.clock,
			random: deps.random,
			signal: deps.signal,
			countTokens,
			record,
		});
		if (await admitted.maySettle(judgment))
			return { judgment, costMicroUsd: addCosts([costOf(game.judgments), ...costs]) };
		deps.onLeftOpen();
		return undefined;
	} finally {
		admitted.leave();
	}
}

/** Waits without a permit, so that the other judges of the endpoint are not kept. */
async function acquireOnceClear(
	admitted: AdmittedGame,
	limiter: Pick<Limiter, 'acquire'>,
	tokens: number,
	signal: AbortSignal,
): Promise<Permit> {
	for (;;) {
		await admitted.untilClear(signal);
		const permit = await limiter.acquire(tokens, signal);
		if (admitted.isClear()) return permit;
		permit.release();
	}
}
