import type { Judgment, UnreadableReason } from '@codejoust/arena/judgment';
import { readStructuredVerdict, readVerdict } from '@codejoust/arena/read-verdict';
import type { AskReply } from './ask-result.ts';
import type { Attempt } from './attempt.ts';
import { buildChatRequest } from './chat-request.ts';
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

export type GameDeps = DeliverDeps & {
	readonly definition: JudgeDefinition;
	/** The server's secret behind the fences. */
	readonly fenceSecret: string;
	/** Stores an attempt; resolves when it is durable. Nothing further is asked before. */
	readonly record: (attempt: Attempt) => Promise<void>;
	/** Counts a text's tokens where the provider reports none. */
	readonly countTokens: (text: string) => Promise<number>;
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
	const messages = messagesOf(game, deps);
	const limit = deps.definition.maxTokens.limit;
	const asked = game.earlier ? [] : [await attempt(game, messages, limit, false, deps)];
	const first = game.earlier ?? asked[0];
	if (!first) throw new Error('a game has a first attempt');
	const reason = reAskReason(first.judgment, deps.definition);
	if (reason === undefined) return { judgment: first.judgment, attempts: asked };
	const second = await reAsk(reason, game, messages, first, deps);
	return { judgment: second.judgment, attempts: [...asked, second] };
}

function messagesOf(game: Game, { definition, fenceSecret }: GameDeps): ChatMessage[] {
	const isSwapped = game.order === 'swapped';
	return buildMessages(definition, {
		question: game.question,
		answerA: isSwapped ? game.response : game.baseline,
		answerB: isSwapped ? game.baseline : game.response,
		fence: gameFence(fenceSecret, game),
	});
}

async function attempt(
	game: Game,
	messages: readonly ChatMessage[],
	outputTokens: number,
	isReAsk: boolean,
	deps: GameDeps,
): Promise<Attempt> {
	const request = buildChatRequest(deps.definition, messages, outputTokens);
	const delivery = await deliver(request, judgmentIdentity(game), deps);
	const made = { ...(await describeDelivery(delivery, game, messages, deps)), isReAsk };
	await deps.record(made);
	return made;
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
function reAsk(
	reason: ReAskReason,
	game: Game,
	messages: readonly ChatMessage[],
	first: Pick<Attempt, 'text'>,
	deps: GameDeps,
): Promise<Attempt> {
	const { maxTokens, reAsk: rule } = deps.definition;
	if (reason === 'truncated') {
		const outputTokens = Math.ceil(maxTokens.limit * rule.tokenFactor);
		return attempt(game, messages, outputTokens, true, deps);
	}
	const followUp: ChatMessage[] = [
		...messages,
		{ role: 'assistant', content: first.text ?? '' },
		{ role: 'user', content: FOLLOW_UP[reason] + closingWords(deps.definition) },
	];
	return attempt(game, followUp, maxTokens.limit, true, deps);
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

async function describeDelivery(
	{ result, ...call }: Delivery,
	game: Game,
	messages: readonly ChatMessage[],
	deps: GameDeps,
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
	{ countTokens }: GameDeps,
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
