import type { BatchPause } from './batch-deps.ts';
import { sumEnqueuedTokens } from '@codejoust/db/queries/endpoints/endpoints';
import { findServiceBudget } from '@codejoust/db/queries/runs/budgets';
import {
	addBatchLines,
	findIdentitiesInBatches,
	insertJudgeBatch,
	sumOpenBatches,
} from '@codejoust/db/queries/runs/judge-batches';
import { listOpenBattles } from '@codejoust/db/queries/runs/runs';
import { writeBatchLine } from '@codejoust/judge/batch/batch-lines';
import { buildGameRequest } from '@codejoust/judge/game/play-game';
import { newId } from '../../new-id.ts';
import { asGame, describeRedacted, isWhole } from '../as-game.ts';
import { type Budget, createBudget, expectBattleCost, joinBudgets } from '../budget.ts';
import { openBudgets } from '../budgets.ts';
import { guessPromptTokens } from '../guess-prompt.ts';
import { type BatchStep, inBlocks, roomKey } from './batch-deps.ts';
import { type GameToAsk, surveyBattles } from './survey-battles.ts';

/** A batch that is stored with all its lines and not sent. */
export type PlannedBatch = { readonly id: string; readonly text: string };

export type Plan = {
	readonly planned: PlannedBatch | undefined;
	/** The position from which more is to be planned, when a batch is full; else every open battle was looked at. */
	readonly next: number | undefined;
	/** Why not more is asked, where an operator must know. */
	readonly stop: BatchPause | undefined;
};

const trouble = (reason: string): BatchPause => ({ cause: 'trouble', reason });

/** A file is built in memory; the provider would take four times as much. */
const FILE_BYTES = 50_000_000;
/** The cost of a game is guessed from its length: a batch is planned before any of its replies is there. */
const NO_HISTORY = { dearGame: () => undefined };
/** A run whose games are not asked in this many batches needs somebody to look at it. */
const MOST_NOT_ASKED = 3;

/**
 * Settles the battles of which everything is known and, if it may ask, writes the next batch: games that nobody knows or
 * is asking. Its lines are stored before those games are free to others again.
 */
export async function planBatch(step: BatchStep, from: number): Promise<Plan> {
	const { batch, planning, takeTurn, endpoint } = step;
	if (batch.maxEnqueuedTokens === undefined) return planNext(step, from);
	// What one plan takes of the endpoint's limit must be stored before another one measures the room.
	return planning.enterAlone(() => takeTurn(endpoint.name, () => planNext(step, from)));
}

async function planNext(step: BatchStep, from: number): Promise<Plan> {
	const open = await listOpenBattles(step.db, step.run.id);
	const room = await measureRoom(step);
	const draft = openDraft(step, await openBudget(step), room);
	for (const battles of inBlocks(open.filter(({ position }) => position >= from))) {
		step.signal.throwIfAborted();
		const block = battles.map(({ id }) => id);
		const isTaken = await step.lock.enterAlone(() => planBlock(block, draft, step));
		if (!isTaken) return draft.finish(battles[0]?.position);
	}
	return draft.finish(undefined);
}

/**
 * Settles what is known of these battles and takes what is free of the others; false when a limit is reached. What lies in
 * batches is read first: one that is collected meanwhile has left its judgments to be read.
 */
async function planBlock(
	battleIds: readonly number[],
	draft: Draft,
	step: BatchStep,
): Promise<boolean> {
	const claimed = await step.claimGames(battleIds);
	try {
		const batched = await findIdentitiesInBatches(step.db, battleIds);
		const games = await surveyBattles(battleIds, step);
		const free = games.filter(
			({ game: { identity } }) =>
				!batched.has(identity) && !step.asking.has(identity) && claimed.has(identity),
		);
		return !step.mayAsk || (await draft.take(free));
	} finally {
		claimed.releaseAll();
	}
}

type Draft = ReturnType<typeof openDraft>;

function openDraft(step: BatchStep, budget: Budget | undefined, room: Room) {
	const id = newId('batch');
	const texts: string[] = [];
	const taken = new Set<string>();
	let bytes = 0;
	let tokens = 0;
	let isStored = false;
	let isFull = false;
	let stop: BatchPause | undefined;

	/** The line and its price; undefined when it goes beyond a limit. */
	const add = async ({ battle, game, remaining, timesNotAsked }: GameToAsk) => {
		if (timesNotAsked >= MOST_NOT_ASKED)
			stop = trouble(`${MOST_NOT_ASKED} batches ended before all their games were asked`);
		if (!isWhole(battle)) stop ??= trouble(describeRedacted(battle));
		if (stop !== undefined || !isWhole(battle)) return undefined;
		const more = guessPromptTokens(battle, step.definition);
		const expected = step.price ? expectBattleCost(NO_HISTORY, more, step.price) / 2 : 0;
		const { request } = await buildGameRequest(await asGame(battle, game, remaining, step), step);
		const text = writeBatchLine(game.identity, step.endpoint.complete(request));
		const size = Buffer.byteLength(text);
		// One game is sent where nothing else is in the queue, however large it is.
		const isCrowded = tokens + more > room.tokens && (tokens > 0 || room.isShared);
		const learnt = step.roomOf.get(roomKey(step)) ?? Number.POSITIVE_INFINITY;
		isFull =
			isCrowded ||
			taken.size >= Math.min(step.batch.maxRequests, learnt) ||
			(bytes > 0 && bytes + size > FILE_BYTES);
		if (isFull) return undefined;
		const reached = budget?.reserve(expected);
		if (reached !== undefined) {
			stop = { cause: 'budget', reason: reached };
			return undefined;
		}
		texts.push(text);
		taken.add(game.identity);
		bytes += size;
		tokens += more;
		const isReAsk = remaining.kind === 're-ask';
		return { expected, more, line: { identity: game.identity, battleId: battle.id, isReAsk } };
	};

	return {
		/** Takes games until a limit is reached, and stores them; false at a limit. */
		take: async (games: readonly GameToAsk[]): Promise<boolean> => {
			const added = [];
			for (const game of games) {
				// Two questions may be one and the same.
				if (taken.has(game.game.identity)) continue;
				const one = await add(game);
				if (!one) break;
				added.push(one);
			}
			if (added.length > 0 && !isStored) {
				const endpoint = step.endpoint.name;
				await insertJudgeBatch(step.db, { id, runId: step.run.id, endpoint });
				isStored = true;
			}
			const expectedMicroUsd = Math.ceil(added.reduce((sum, { expected }) => sum + expected, 0));
			const expectedTokens = added.reduce((sum, { more }) => sum + more, 0);
			const lines = added.map(({ line }) => line);
			if (lines.length > 0)
				await addBatchLines(step.db, { id, expectedMicroUsd, expectedTokens }, lines);
			return !isFull && stop === undefined;
		},
		finish: (next: number | undefined): Plan => ({
			planned: isStored ? { id, text: texts.join('') } : undefined,
			// Without room for a single game it waits until a batch is collected.
			next: stop === undefined && isStored ? next : undefined,
			stop,
		}),
	};
}

/** What the provider's queue still takes of the endpoint's limit. */
type Room = {
	readonly tokens: number;
	/** Open batches are in the queue. */
	readonly isShared: boolean;
};

async function measureRoom({ db, batch, endpoint }: BatchStep): Promise<Room> {
	const { maxEnqueuedTokens: limit } = batch;
	if (limit === undefined) return { tokens: Infinity, isShared: false };
	const used = await sumEnqueuedTokens(db, endpoint.name);
	return { tokens: limit - used, isShared: used > 0 };
}

/** All that holds for the run, less what open batches may still cost: its own, and everybody's of the service's. */
async function openBudget({ db, run }: BatchStep): Promise<Budget | undefined> {
	const service = await findServiceBudget(db);
	const open = await sumOpenBatches(db, run.id);
	const ofRun = await openBudgets(db).of(run);
	ofRun?.spend(open.ofRun);
	const ofService =
		service.limitMicroUsd === null
			? undefined
			: createBudget('the service’s budget', {
					limitMicroUsd: service.limitMicroUsd,
					spentMicroUsd: service.spentMicroUsd + open.ofAll,
				});
	return joinBudgets([ofRun, ofService].filter((budget) => budget !== undefined));
}
