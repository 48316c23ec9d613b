import { decideBattle } from '@codejoust/arena/battle';
import type { Judgment } from '@codejoust/arena/judgment';
import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import {
	type JudgmentRow,
	loadGames,
	type OpenBattle,
	type OpenGame,
} from '@codejoust/db/queries/judging';
import type { RunRow } from '@codejoust/db/queries/runs';
import { findTexts } from '@codejoust/db/queries/texts';
import type { Attempt } from '@codejoust/judge/attempt';
import type { Clock } from '@codejoust/judge/clock';
import type { JudgeDefinition } from '@codejoust/judge/definition';
import { contentHash } from '@codejoust/judge/identity';
import { type Game, playGame } from '@codejoust/judge/play-game';
import { costMicroUsd, type Price } from '@codejoust/judge/prices';
import { countTokens } from '@codejoust/judge/tokens';
import { readMessages } from '../present/benchmark.ts';
import type { Budget } from './budget.ts';
import type { ClaimedGames } from './claims.ts';
import type { Endpoint } from './endpoint.ts';
import { type Remaining, whatRemains } from './known-judgment.ts';
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
	readonly asking: Map<string, Promise<PlayedGame>>;
	/** The identities that no other process asks meanwhile. */
	readonly claimed: ClaimedGames;
	/** Called when only the operator can help: a wrong key, no quota left. */
	readonly onPermanentError: (attempt: Attempt) => Promise<void>;
	readonly signal: AbortSignal;
};

export type PlayedGame = { readonly judgment: Judgment; readonly costMicroUsd: number | null };

/** Plays what is open of a battle and settles it. Leaves it open when only the operator can help. */
export async function playBattle(battle: OpenBattle, deps: BattleDeps): Promise<void> {
	const played = await Promise.all(battle.games.map((game) => playOrKnow(battle, game, deps)));
	const results = new Map(battle.games.map((game, index) => [game.order, played[index]]));
	const baselineFirst = results.get('baseline-first');
	const swapped = results.get('swapped');
	if (!baselineFirst || !swapped) throw new Error(`battle ${battle.id} lacks a game`);
	if (played.some(({ judgment }) => needsOperator(judgment))) return;
	const unscored = played.filter(({ judgment }) => judgment.kind === 'unscored').length;
	await deps.progress.settle({
		id: battle.id,
		runId: battle.runId,
		result: decideBattle({
			baselineFirst: baselineFirst.judgment,
			swapped: swapped.judgment,
		}),
		gamesScored: played.length - unscored,
		gamesUnscored: unscored,
		costMicroUsd: addCosts(played.map((game) => game.costMicroUsd)),
	});
}

/** An identity that is settled, or is being asked by another run or process, is never asked twice. */
async function playOrKnow(
	battle: OpenBattle,
	game: OpenGame,
	deps: BattleDeps,
): Promise<PlayedGame> {
	const underway = deps.asking.get(game.identity);
	if (underway) return underway;
	const played = playOnce(battle, game, deps).finally(() => deps.claimed.release(game.identity));
	deps.asking.set(game.identity, played);
	const forget = () => deps.asking.delete(game.identity);
	// A while after a verdict, for a run that looked just before it was stored.
	played.then(
		({ judgment }) =>
			judgment.kind === 'scored' ? void setTimeout(forget, REMEMBERED_MS).unref() : forget(),
		forget,
	);
	return played;
}

async function playOnce(battle: OpenBattle, game: OpenGame, deps: BattleDeps): Promise<PlayedGame> {
	const newest = deps.claimed.has(game.identity) ? game : await reread(battle, game, deps);
	const remaining = whatRemains(newest.judgments[0], deps.run, deps.definition);
	if (remaining.kind === 'nothing')
		return { judgment: remaining.judgment, costMicroUsd: costOf(newest.judgments) };
	return ask(battle, newest, remaining, deps);
}

/** What is known of a game when the process that had claimed it is done with it. */
async function reread(battle: OpenBattle, game: OpenGame, deps: BattleDeps): Promise<OpenGame> {
	await deps.claimed.untilOurs(game.identity, deps.signal);
	const games = (await loadGames(deps.db, [battle.id])).get(battle.id);
	return games?.find(({ order }) => order === game.order) ?? game;
}

async function ask(
	battle: OpenBattle,
	game: OpenGame,
	remaining: Remaining,
	deps: BattleDeps,
): Promise<PlayedGame> {
	const costs: (number | null)[] = [];
	const record = async (attempt: Attempt) => {
		const row = asJudgmentRow(attempt, game.identity, deps);
		costs.push(row.costMicroUsd);
		deps.onAttempt(attempt, row.costMicroUsd);
		deps.budget?.spend(row.costMicroUsd ?? 0);
		await deps.progress.record(row);
		if (needsOperator(attempt.judgment)) await deps.onPermanentError(attempt);
	};
	const { judgment } = await playGame(await asGame(battle, game, remaining, deps), {
		...deps.endpoint,
		definition: deps.definition,
		fenceSecret: deps.fenceSecret,
		clock: deps.clock,
		random: deps.random,
		signal: deps.signal,
		countTokens,
		record,
	});
	return { judgment, costMicroUsd: addCosts([costOf(game.judgments), ...costs]) };
}

async function asGame(
	battle: OpenBattle,
	{ order }: OpenGame,
	remaining: Remaining,
	{ judge, run, db }: BattleDeps,
): Promise<Game> {
	const { messages, baselineAnswer, answer, questionHash, baselineHash, responseHash } = battle;
	if (messages === null || baselineAnswer === null || answer === null)
		throw new Error(`battle ${battle.id} has a redacted text and cannot be asked`);
	return {
		judgeHash: judge.hash,
		questionHash,
		baselineHash,
		responseHash,
		order,
		replicate: run.replicate,
		question: readMessages(messages),
		baseline: baselineAnswer,
		response: answer,
		...(remaining.kind === 're-ask' ? { earlier: await loadEarlier(db, remaining) } : {}),
	};
}

async function loadEarlier(db: Database, { earlier, textHash }: Remaining & { kind: 're-ask' }) {
	if (textHash === null) return { judgment: earlier, text: null };
	const bodies = await findTexts(db, [textHash]);
	return { judgment: earlier, text: bodies.get(textHash) ?? null };
}

function needsOperator(judgment: Judgment): boolean {
	return (
		judgment.kind === 'unscored' &&
		judgment.reason === 'provider-error' &&
		(judgment.errorClass === 'auth' || judgment.errorClass === 'quota')
	);
}

function asJudgmentRow(attempt: Attempt, identity: string, { run, judge, price }: BattleDeps) {
	const { judgment } = attempt;
	const words = attempt.text ?? attempt.errorMessage;
	const body = words === null ? undefined : asStorable(words);
	const { promptTokens, completionTokens } = attempt;
	const cost =
		promptTokens === null || completionTokens === null
			? undefined
			: costMicroUsd({ promptTokens, completionTokens }, price);
	return {
		runId: run.id,
		identity,
		judgeVersionId: judge.id,
		verdict: judgment.kind === 'scored' ? judgment.verdict : null,
		unscoredReason: judgment.kind === 'unscored' ? judgment.reason : null,
		errorClass:
			judgment.kind === 'unscored' && judgment.reason === 'provider-error'
				? judgment.errorClass
				: null,
		textHash: body === undefined ? null : contentHash(body),
		text: body === undefined ? undefined : { hash: contentHash(body), body },
		finishReason: attempt.finishReason,
		modelReported: attempt.model,
		requestId: attempt.requestId,
		promptTokens,
		completionTokens,
		tokensEstimated: attempt.tokensEstimated,
		costMicroUsd: cost ?? null,
		latencyMs: Math.round(attempt.latencyMs),
		transportRetries: attempt.transportRetries,
		isReAsk: attempt.isReAsk,
		askedAt: new Date(attempt.askedAt),
		receivedAt: new Date(attempt.receivedAt),
	};
}

/** Postgres takes neither NUL nor lone surrogates; a judge's words keep their place with U+FFFD. */
function asStorable(text: string): string {
	return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function costOf(judgments: readonly JudgmentRow[]): number | null {
	return addCosts(judgments.map((judgment) => judgment.costMicroUsd));
}

/** Unknown only when nothing is known: a provider error has no price of its own. */
function addCosts(costs: readonly (number | null)[]): number | null {
	const known = costs.filter((cost) => cost !== null);
	return known.length === 0 ? null : known.reduce((total, cost) => total + cost, 0);
}
