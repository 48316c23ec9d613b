import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import { readReplyEnd } from '@codejoust/arena/rules/reply-end';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { isEmptyAnswer } from '@codejoust/formats/rows/response-record';
import type { AskReply, AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { ChatMessage } from '@codejoust/judge/endpoint/chat-request';
import { isPromptCut } from '@codejoust/judge/reply/prompt-cut';

/**
 * How an answer ended. `unknown`: nothing says; `refused`: the model itself has declined, and its words are the answer;
 * `skipped`: the endpoint refuses the question for good, and its asker has decided to leave the answer empty.
 */
export const ANSWER_ENDS = ['whole', 'cut', 'empty', 'refused', 'unknown', 'skipped'] as const;
export type AnswerEnd = (typeof ANSWER_ENDS)[number];

/** What the model said at one turn of a question, and what is known of the call. */
export type TurnReply = {
	readonly text: string;
	/** What the model thought before; null without any. */
	readonly thinking: string | null;
	readonly end: AnswerEnd;
	/** In the provider's own word. */
	readonly finish_reason: string | null;
	/** The model that the provider reports; null where it reports none. */
	readonly model: string | null;
	/** Null where the provider counts none. */
	readonly prompt_tokens: number | null;
	readonly completion_tokens: number | null;
	readonly request_id: string | null;
	/** Of the last call; null in a batch. */
	readonly latency_ms: number | null;
	/** When the reply came back. */
	readonly answered_at: string;
	/** Characters that no file may hold stand as U+FFFD. */
	readonly is_repaired: boolean;
};

/** Why a question has no answer: an error of the provider, its filter, or a prompt of which a part arrived. */
export type MissingReason = ProviderErrorClass | 'filtered' | 'prompt-cut';

export type Missing = {
	readonly reason: MissingReason;
	/** A sentence of the provider or about its reply, without secrets; untrusted. */
	readonly words: string;
};

export type ReadTurn =
	{ readonly kind: 'said'; readonly reply: TurnReply } | ({ readonly kind: 'missing' } & Missing);

/** Reads what came of one call. A failed call is a missing answer, and its words are never an answer's text. */
export function readTurn(
	result: AskResult,
	messages: readonly ChatMessage[],
	received: { readonly at: Date; readonly isBatch: boolean },
): ReadTurn {
	if (result.kind === 'error')
		return { kind: 'missing', reason: result.errorClass, words: result.message };
	const { said, trouble } = result;
	const isModelsOwn = readReplyEnd(said.finishReason) === 'whole';
	if (trouble?.reason === 'refused' && !isModelsOwn)
		return { kind: 'missing', reason: 'filtered', words: trouble.words };
	if (isPromptCut(said.usage, messages))
		return { kind: 'missing', reason: 'prompt-cut', words: describeCut(result) };
	const given = trouble?.reason === 'refused' ? trouble.words : textOf(said);
	const text = repairText(given);
	if (Buffer.byteLength(text) > LIMITS.responseBytes)
		return {
			kind: 'missing',
			reason: 'too-large',
			words: `The answer has ${Buffer.byteLength(text)} bytes; at most ${LIMITS.responseBytes} can be submitted.`,
		};
	return {
		kind: 'said',
		reply: describeReply(result, { text, isRepaired: text !== given, ...received }),
	};
}

function describeReply(
	{ said, trouble, requestId, latencyMs }: AskReply,
	{
		text,
		isRepaired,
		at,
		isBatch,
	}: {
		readonly text: string;
		readonly isRepaired: boolean;
		readonly at: Date;
		readonly isBatch: boolean;
	},
): TurnReply {
	const { promptTokens, completionTokens } = said.usage;
	const isCounted = !said.flags.includes('prompt-tokens-unknown');
	return {
		text,
		thinking: said.thinking === null ? null : repairText(said.thinking),
		end: endOf(text, trouble?.reason, said.finishReason),
		finish_reason: said.finishReason === null ? null : repairText(said.finishReason.slice(0, 200)),
		model: said.model === '' ? null : repairText(said.model.slice(0, 200)),
		prompt_tokens: isCounted ? (promptTokens ?? null) : null,
		completion_tokens: isCounted ? (completionTokens ?? null) : null,
		request_id: requestId === null ? null : repairText(requestId.slice(0, 200)),
		latency_ms: isBatch ? null : Math.round(latencyMs),
		answered_at: at.toISOString(),
		is_repaired: isRepaired,
	};
}

function endOf(
	text: string,
	trouble: 'empty' | 'truncated' | 'refused' | undefined,
	finishReason: string | null,
): AnswerEnd {
	if (trouble === 'truncated') return 'cut';
	if (isEmptyAnswer(text)) return 'empty';
	if (trouble === 'refused') return 'refused';
	return finishReason === null ? 'unknown' : 'whole';
}

function describeCut({ said: { usage } }: AskReply): string {
	const counted = (usage.promptTokens ?? 0) + (usage.cachedTokens ?? 0);
	return `The provider counts ${counted} tokens of the prompt, fewer than half of the least that it can have: it has cut the question.`;
}

/** Thinking that is taken out leaves blank lines before the answer. */
function textOf({ text, thinking }: AskReply['said']): string {
	return thinking === null ? text : text.replace(/^(?:[^\S\n]*\n)+/, '');
}

/** NUL and half surrogates, which no file of answers may hold, as U+FFFD. */
function repairText(text: string): string {
	return text.replaceAll(/\0|\p{Surrogate}/gu, '\uFFFD');
}
