import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { AskError, AskReply } from '../endpoint/ask-result.ts';
import type { Attempt } from '../endpoint/attempt.ts';
import type { RetriedCall } from '../endpoint/call-with-retries.ts';
import type { ChatMessage, ChatRequest } from '../endpoint/chat-request.ts';
import { takeTurnFor } from '../endpoint/take-turn.ts';
import type { JudgeDefinition } from '../protocol/definition.ts';
import { protocolOf } from '../protocol/kinds.ts';
import { readText } from '../reply/json-value.ts';
import { isPromptCut } from '../reply/prompt-cut.ts';
import type { Said } from '../reply/reply.ts';

export type Reading = {
	readonly definition: JudgeDefinition;
	/** Counts a text's tokens where the provider reports none. */
	readonly countTokens: (text: string) => Promise<number>;
};

/** What came of a request of this game: the attempt to be stored. */
export async function readDelivery(
	{ result, ...call }: RetriedCall,
	{ messages }: Pick<ChatRequest, 'messages'>,
	deps: Reading,
): Promise<Omit<Attempt, 'isReAsk'>> {
	const record = { ...call, requestId: result.requestId, latencyMs: result.latencyMs };
	const { said } = result;
	await takeTurnFor(said?.text.length ?? 0);
	if (result.kind === 'error')
		return {
			...record,
			...(await readErrorTokens(result, messages, deps)),
			judgment: { kind: 'unscored', reason: 'provider-error', errorClass: result.errorClass },
			...describeSaid(said),
			detail: result.message,
		};
	const judgment = readJudgment(result, messages, deps.definition);
	return {
		...record,
		...(await readTokens(result.said, messages, deps)),
		judgment,
		...describeSaid(result.said),
		detail: describeTrouble(result, judgment, deps.definition),
	};
}

function describeSaid(said: Said | undefined) {
	return {
		text: said?.text ?? null,
		thinking: said?.thinking ?? null,
		finishReason: said?.finishReason ?? null,
		model: readText(said?.model) ?? null,
		flags: said?.flags ?? [],
	};
}

/** A refusal or a contradiction is one whatever arrived; any other reply to a part of a prompt is worth nothing. */
function readJudgment(
	{ said, trouble }: AskReply,
	messages: readonly ChatMessage[],
	definition: JudgeDefinition,
): Judgment {
	const { read, readsCutReplies } = protocolOf(definition);
	const isWhole = !trouble || (trouble.reason === 'truncated' && readsCutReplies);
	const judgment: Judgment = isWhole ? read(said) : { kind: 'unscored', reason: trouble.reason };
	const isCertain =
		judgment.kind === 'unscored' &&
		(judgment.reason === 'refused' || judgment.reason === 'contradictory');
	return !isCertain && isPromptCut(said.usage, messages)
		? { kind: 'unscored', reason: 'prompt-cut' }
		: judgment;
}

function describeTrouble(
	{ said, trouble }: AskReply,
	judgment: Judgment,
	definition: JudgeDefinition,
): string | null {
	if (judgment.kind === 'unscored' && judgment.reason === 'prompt-cut')
		return `The provider counts ${(said.usage.promptTokens ?? 0) + (said.usage.cachedTokens ?? 0)} tokens of the prompt, fewer than half of the least that it can have.`;
	const { explain, readsCutReplies } = protocolOf(definition);
	// What is read though it was cut off is scored, or unscored for another reason.
	if (trouble?.reason === 'truncated' && readsCutReplies)
		return judgment.kind === 'scored' ? null : (explain?.(said) ?? trouble.words);
	return trouble?.words ?? (judgment.kind === 'scored' ? null : (explain?.(said) ?? null));
}

/** Tokens as reported, and counted here where they are not: a count of zero for a prompt is none. */
async function readTokens(
	{ usage, text, thinking, flags }: Said,
	messages: readonly ChatMessage[],
	{ countTokens }: Reading,
) {
	const { completionTokens } = usage;
	const promptTokens = flags.includes('prompt-tokens-unknown') ? undefined : usage.promptTokens;
	if (promptTokens !== undefined && completionTokens !== undefined)
		return { promptTokens, completionTokens, tokensEstimated: false };
	const prompt = messages.map((message) => message.content).join('\n');
	return {
		promptTokens: promptTokens ?? (await countTokens(prompt)),
		completionTokens: completionTokens ?? (await countTokens((thinking ?? '') + text)),
		tokensEstimated: true,
	};
}

/** A reply that broke off is paid for. Of what cannot be read only reported tokens are known. */
async function readErrorTokens(
	{ errorClass, said }: AskError,
	messages: readonly ChatMessage[],
	deps: Reading,
) {
	if (said && errorClass === 'broken-off') return readTokens(said, messages, deps);
	const { promptTokens = null, completionTokens = null } = said?.usage ?? {};
	return { promptTokens, completionTokens, tokensEstimated: false };
}
