import type { Judgment, UnreadableReason } from '@codejoust/arena/judgment';
import { readStructuredVerdict, readVerdict } from '@codejoust/arena/read-verdict';
import type { AskReply } from './ask-result.ts';
import type { Attempt } from './attempt.ts';
import { buildChatRequest, type ChatRequest } from './chat-request.ts';
import type { JudgeDefinition, ReAskReason } from './definition.ts';
import { type DeliverDeps, type Delivery, deliver } from './deliver.ts';
import { escapeForJudge } from './escape-for-judge.ts';
import { gameFence } from './fence.ts';
import { type JudgmentKey, judgmentIdentity } from './identity.ts';
import { type ChatMessage, buildMessages } from './prompt.ts';

/** A battle in one order. Both answers are given as their authors wrote them, and neither is empty. */
export type Game = JudgmentKey & {
	readonly question: readonly ChatMessage[];
	readonly baseline: string;
	readonly response: string;
	/** An unreadable reply that was recorded before its re-ask: the game goes on from there. */
	readonly earlier?: Pick<Attempt, 'judgment' | 'text'> | undefined;
};

/** How games are shown to a judge. */
export type Showing = {
	readonly definition: JudgeDefinition;
	/** The server's secret behind the fences. */
	readonly fenceSecret: string;
};

export type Reading = {
	readonly definition: JudgeDefinition;
	/** Counts a text's tokens where the provider reports none. */
	readonly countTokens: (text: string) => Promise<number>;
};

export type GameDeps = DeliverDeps &
	Showing &
	Reading & {
		/** Stores an attempt; resolves when it is durable. Nothing further is asked before. */
		readonly record: (attempt: Attempt) => Promise<void>;
	};

export type GameResult = {
	/** Of the newest attempt. */
	readonly judgment: Judgment;
	/** One, or two with a re-ask; all of them recorded. */
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
	const { request, isReAsk } = buildGameRequest(game, deps);
	const delivery = await deliver(request, judgmentIdentity(game), deps);
	const made = { ...(await readDelivery(delivery, game, request, deps)), isReAsk };
	await deps.record(made);
	return made;
}

/** What a game asks next: its first request or, when an earlier reply may be asked for once more, that. */
export function buildGameRequest(
	game: Game,
	showing: Showing,
): { readonly request: ChatRequest; readonly isReAsk: boolean } {
	const { definition } = showing;
	const messages = messagesOf(game, showing);
	const reason = game.earlier && reAskReason(game.earlier.judgment, definition);
	if (reason === undefined)
		return { request: buildChatRequest(definition, messages), isReAsk: false };
	return {
		request: buildReAsk(reason, messages, game.earlier?.text ?? '', definition),
		isReAsk: true,
	};
}

function messagesOf(game: Game, { definition, fenceSecret }: Showing): ChatMessage[] {
	const isSwapped = game.order === 'swapped';
	return buildMessages(definition, {
		question: game.question,
		answerA: isSwapped ? game.response : game.baseline,
		answerB: isSwapped ? game.baseline : game.response,
		fence: gameFence(fenceSecret, game),
	});
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
		{ role: 'user', content: FOLLOW_UP[reason] + closingWords(definition) },
	]);
}

const FOLLOW_UP = {
	'no-verdict': 'Your reply holds none of the five labels. ',
	contradictory: 'Your reply holds labels that contradict each other. ',
} as const satisfies Partial<Record<UnreadableReason, string>>;

function closingWords({ parser }: JudgeDefinition): string {
	return parser === 'structured@1'
		? 'Without judging anew, give the verdict that your reasoning supports, in the requested JSON.'
		: 'Without judging anew, reply with nothing but the one label that your reasoning supports: [[A>>B]], [[A>B]], [[A=B]], [[B>A]] or [[B>>A]].';
}

/** What came of a request of this game: the attempt to be stored. */
export async function readDelivery(
	{ result, ...call }: Delivery,
	game: Game,
	{ messages }: Pick<ChatRequest, 'messages'>,
	deps: Reading,
): Promise<Omit<Attempt, 'isReAsk'>> {
	const facts = { ...call, requestId: result.requestId, latencyMs: result.latencyMs };
	if (result.kind === 'reply') {
		return {
			...facts,
			...(await readTokens(result, messages, deps)),
			judgment: readJudgment(result, game, deps.definition),
			text: result.text,
			finishReason: result.finishReason,
			model: result.model,
			errorMessage: null,
		};
	}
	return {
		...facts,
		judgment: { kind: 'unscored', reason: 'provider-error', errorClass: result.errorClass },
		text: null,
		finishReason: null,
		promptTokens: null,
		completionTokens: null,
		tokensEstimated: false,
		model: null,
		errorMessage: result.message,
	};
}

function readJudgment(reply: AskReply, game: Game, definition: JudgeDefinition): Judgment {
	const { text, finishReason, refusal } = reply;
	const answers = [game.baseline, game.response].map(escapeForJudge);
	const read = definition.parser === 'structured@1' ? readStructuredVerdict : readVerdict;
	return read({ text, finishReason, refusal, answers });
}

async function readTokens(
	reply: AskReply,
	messages: readonly ChatMessage[],
	{ countTokens }: Reading,
) {
	const { promptTokens, completionTokens } = reply;
	if (promptTokens !== undefined && completionTokens !== undefined) {
		return { promptTokens, completionTokens, tokensEstimated: false };
	}
	const prompt = messages.map((message) => message.content).join('\n');
	return {
		promptTokens: promptTokens ?? (await countTokens(prompt)),
		completionTokens: completionTokens ?? (await countTokens(reply.text ?? '')),
		tokensEstimated: true,
	};
}
