import { readReplyEnd } from '@codejoust/arena/rules/reply-end';
import { endsOnVerdict } from '@codejoust/arena/rules/read-verdict';
import type { ReplyFlag } from '@codejoust/arena/rules/reply-flags';
import { readContent } from './content.ts';
import { isObject, type JsonObject, readText } from './json-value.ts';
import { readLogprobs } from './logprobs.ts';
import type { ReplyTrouble, Said, TokenProbability } from './reply.ts';
import { readUsage } from './usage.ts';

/** A completion: what it says, and whether that is the whole of it. */
export type Completion =
	| { readonly kind: 'ended'; readonly said: Said; readonly trouble: ReplyTrouble | undefined }
	/** It is not known to have ended. `error` is what the provider says of it, if anything. */
	| {
			readonly kind: 'broken';
			readonly said: Said;
			readonly error: unknown;
			readonly message: string;
	  };

/**
 * Reads a chat completion in all the shapes that servers give it; undefined when it is none. Of several choices all must
 * have ended well, and all their texts are read.
 *
 * @param endsWell whether a text whose end no word names is known to be whole
 */
export function readCompletion(
	body: unknown,
	endsWell: (text: string) => boolean = endsOnVerdict,
): Completion | undefined {
	if (!isObject(body) || !Array.isArray(body['choices'])) return undefined;
	const given = body['choices'].filter(isObject).flatMap((choice) => readChoice(choice) ?? []);
	if (given.length === 0) return undefined;
	const spoken = given.filter(({ content }) => content.final?.trim() !== '');
	const choices = spoken.length === 0 ? given.slice(0, 1) : spoken;
	const said = describe(body, choices);
	const fault = [...choices.map(({ error }) => error), body['error']].find(isError);
	if (fault !== undefined)
		return { kind: 'broken', said, error: fault, message: 'The reply was interrupted.' };
	const troubles = choices.map((choice) => findTrouble(choice, said.text, endsWell));
	const open = troubles.find((trouble) => typeof trouble === 'string');
	if (open !== undefined) return { kind: 'broken', said, error: undefined, message: open };
	const trouble = troubles.find((each) => typeof each === 'object');
	return { kind: 'ended', said, trouble };
}

type Choice = {
	readonly content: ReturnType<typeof readContent>;
	readonly finishReason: string | null;
	readonly isLegacy: boolean;
	readonly error: unknown;
	readonly logprobs: readonly TokenProbability[] | undefined;
};

function readChoice(choice: JsonObject): Choice | undefined {
	const { message, text, delta } = choice;
	const given = [message, delta].find(isObject);
	const isLegacy = given === undefined && typeof text === 'string';
	if (given === undefined && !isLegacy) return undefined;
	return {
		content: readContent(given ?? { content: text }),
		finishReason: readReason(choice),
		isLegacy,
		error: choice['error'] ?? given?.['error'],
		logprobs: readLogprobs(choice),
	};
}

/** A word, or an object that holds it. Some servers name the end on the message, or write null as a word. */
function readReason(choice: JsonObject): string | null {
	const given: unknown =
		choice['finish_reason'] ?? choice['finishReason'] ?? choice['stop_reason'] ?? null;
	const word = isObject(given) ? (given['type'] ?? given['reason']) : given;
	const reason = readText(word)?.trim();
	return reason === undefined || /^(?:null|none|undefined)$/i.test(reason) ? null : reason;
}

function describe(body: JsonObject, choices: readonly Choice[]): Said {
	const join = (texts: readonly string[]) =>
		[...new Set(texts)].filter((text) => text.trim() !== '').join('\n\n');
	const [first] = choices;
	const usage = readUsage(body['usage']);
	const flags: ReplyFlag[] = [
		...(choices.some(({ finishReason }) => finishReason === null)
			? (['no-finish-reason'] as const)
			: []),
		...(choices.length > 1 ? (['several-choices'] as const) : []),
		...(choices.some(({ isLegacy }) => isLegacy) ? (['legacy-text'] as const) : []),
		...((usage.promptTokens ?? 0) === 0 ? (['prompt-tokens-unknown'] as const) : []),
	];
	const isOne = choices.length === 1;
	// The first token of a reply that begins with thinking is none of its final text.
	const logprobs = isOne && first?.content.thinking === '' ? first.logprobs : undefined;
	return {
		text: isOne
			? (first?.content.final ?? '')
			: join(choices.map(({ content }) => content.final ?? '')),
		thinking: join(choices.map(({ content }) => content.thinking)) || null,
		finishReason: first?.finishReason ?? null,
		model: readText(body['model']) ?? '',
		usage,
		flags,
		...(logprobs && { logprobs }),
	};
}

/** A named trouble, a sentence where the end is not known, or undefined when all is well. */
function findTrouble(
	choice: Choice,
	text: string,
	endsWell: (text: string) => boolean,
): ReplyTrouble | string | undefined {
	const { content, finishReason } = choice;
	const end = readReplyEnd(finishReason);
	const isEmpty = content.final?.trim() === '';
	if (content.refusal.trim() !== '') return { reason: 'refused', words: content.refusal };
	if (end === 'filtered')
		return { reason: 'refused', words: `The reply ended with "${finishReason}".` };
	if (end === 'cut')
		return { reason: 'truncated', words: `The reply ended with "${finishReason}".` };
	if (isEmpty && content.elsewhere !== undefined && isNoFault(finishReason))
		return { reason: 'empty', words: `The reply has no final text, only ${content.elsewhere}.` };
	if (content.final === undefined && (end === 'whole' || finishReason === null))
		return { reason: 'truncated', words: 'The reply ends in the middle of its thinking.' };
	if (end === 'unknown' && !(finishReason === null && endsWell(text)))
		return describeEnd(finishReason);
	return isEmpty ? { reason: 'empty', words: 'The reply has no text.' } : undefined;
}

/** An end that a message without text can have, though none of a text: a call of a tool. */
function isNoFault(finishReason: string | null): boolean {
	return (
		readReplyEnd(finishReason) === 'whole' ||
		/^(?:tool|function)_?(?:calls?|use)$/i.test(finishReason ?? '')
	);
}

function describeEnd(finishReason: string | null): string {
	return finishReason === null
		? 'The reply does not say how it ended.'
		: `The reply ended with "${finishReason.slice(0, 60)}", which does not say that it is complete.`;
}

/** Some servers send an empty error with every reply. */
function isError(error: unknown): boolean {
	const isEmptyObject = isObject(error) && Object.keys(error).length === 0;
	return error !== undefined && error !== null && error !== '' && error !== false && !isEmptyObject;
}
