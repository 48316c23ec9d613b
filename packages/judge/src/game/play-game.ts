import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { Attempt } from '../endpoint/attempt.ts';
import type { ChatRequest } from '../endpoint/chat-request.ts';
import { buildChatRequest } from './chat-request.ts';
import type { JudgeDefinition } from '../protocol/definition.ts';
import type { ReAskReason } from '../definition/definition-values.ts';
import {
	type RetryDeps,
	type RetriedCall,
	callWithRetries,
} from '../endpoint/call-with-retries.ts';
import { gameFence } from '../prompt/fence.ts';
import { takeTurnFor } from '../endpoint/take-turn.ts';
import type { JudgmentKey } from '../identity/identity.ts';
import type { ChatMessage } from '../endpoint/chat-request.ts';
import { prepareTexts } from '../prepare/prepare-texts.ts';
import { protocolOf } from '../protocol/kinds.ts';
import { type Reading, readDelivery } from './read-delivery.ts';

/** A battle in one order. Both answers are given as their authors wrote them, and neither is empty. */
export type Game = JudgmentKey & {
	readonly question: readonly ChatMessage[];
	readonly baseline: string;
	readonly response: string;
	/** The text that `referenceHash` is of. */
	readonly reference?: string | undefined;
	/** An unreadable reply that was recorded before its re-ask: the game goes on from there. */
	readonly earlier?: Pick<Attempt, 'judgment' | 'text'> | undefined;
};

/** How games are shown to a judge. */
export type Showing = {
	readonly definition: JudgeDefinition;
	/** The server's secret behind the fences. */
	readonly fenceSecret: string;
};

export type GameDeps = RetryDeps &
	Showing &
	Reading & {
		/**
		 * Stores an attempt; resolves when it is durable, with the judgment that stands in its place where the store refuses
		 * it. Nothing further is asked before.
		 */
		readonly record: (attempt: Attempt) => Promise<Judgment | undefined>;
	};

export type GameResult = {
	/** Of the newest attempt. */
	readonly judgment: Judgment;
	/** One, or two with a re-ask; all of them recorded, and with them what arrived in between and could not be read. */
	readonly attempts: readonly Attempt[];
};

/**
 * Plays one game: asks the judge, reads its reply, and asks once more where the definition's rule says so. A provider
 * error ends the game as `unscored` with its class. Rejects when the signal aborts or `record` fails.
 */
export async function playGame(game: Game, deps: GameDeps): Promise<GameResult> {
	const asked = game.earlier ? [] : [await attempt(game, deps)];
	const first = game.earlier ?? asked[0];
	if (!first) throw new Error('a game has a first attempt');
	if (reAskReason(first.judgment, deps.definition) === undefined)
		return { judgment: first.judgment, attempts: asked };
	const second = await attempt({ ...game, earlier: first }, deps);
	return { judgment: second.judgment, attempts: [...asked, second] };
}

async function attempt(game: Game, deps: GameDeps): Promise<Attempt> {
	// Building the prompt and writing the request.
	await takeTurnFor(countCharacters(game));
	const { request, isReAsk } = await buildGameRequest(game, deps);
	const read = async (call: RetriedCall) => ({
		...(await readDelivery(call, request, deps)),
		isReAsk,
	});
	const delivery = await callWithRetries(request, protocolOf(deps.definition).identity(game), {
		...deps,
		onUnread: async (call) => void (await deps.record(await read(call))),
	});
	const made = await read(delivery);
	const instead = await deps.record(made);
	return instead === undefined ? made : { ...made, judgment: instead };
}

function countCharacters({ question, baseline, response, reference, earlier }: Game): number {
	const turns = question.reduce((sum, { content }) => sum + content.length, 0);
	const others = [baseline, response, reference ?? '', earlier?.text ?? ''];
	return others.reduce((sum, { length }) => sum + length, turns);
}

/**
 * What a game asks next: its first request or, when an earlier reply may be asked for once more, that. Every prompt is built
 * here, from the answers as the definition has them prepared.
 */
export async function buildGameRequest(
	game: Game,
	showing: Showing,
): Promise<{ readonly request: ChatRequest; readonly isReAsk: boolean }> {
	const { definition } = showing;
	const messages = await messagesOf(game, showing);
	const reason = game.earlier && reAskReason(game.earlier.judgment, definition);
	if (reason === undefined)
		return { request: buildChatRequest(definition, messages), isReAsk: false };
	return {
		request: buildReAsk(reason, messages, game.earlier?.text ?? '', definition),
		isReAsk: true,
	};
}

async function messagesOf(
	game: Game,
	{ definition, fenceSecret }: Showing,
): Promise<ChatMessage[]> {
	const protocol = protocolOf(definition);
	const prepared = await prepareTexts(definition, game);
	const baseline = prepared?.baseline.text ?? game.baseline;
	const response = prepared?.response.text ?? game.response;
	const { question, reference } = game;
	const fence = gameFence(fenceSecret, game, protocol);
	return protocol.messages({ question, baseline, response, reference, fence }, game.order);
}

/** Why a reply may be asked for once more under a definition's rule; undefined when it may not. */
export function reAskReason(
	judgment: Judgment,
	{ reAsk: rule }: Pick<JudgeDefinition, 'reAsk'>,
): ReAskReason | undefined {
	if (judgment.kind === 'scored') return undefined;
	return rule.reasons.find((reason) => reason === judgment.reason);
}

/** A truncated reply is asked for again with more room; the others get their own reply back and a short question. */
function buildReAsk(
	reason: ReAskReason,
	messages: readonly ChatMessage[],
	said: string,
	definition: JudgeDefinition,
): ChatRequest {
	const { maxTokens, reAsk: rule } = definition;
	if (reason === 'truncated')
		return buildChatRequest(definition, messages, Math.ceil(maxTokens.limit * rule.tokenFactor));
	return buildChatRequest(definition, [
		...messages,
		{ role: 'assistant', content: said },
		{ role: 'user', content: protocolOf(definition).followUp(reason) },
	]);
}
