import { isObject, type JsonObject, parseJson } from './json-value.ts';
import { readLogprobs } from './logprobs.ts';

/** Whether a body is an event stream, by its first line: a field of an event or a comment. */
export function isEventStream(text: string): boolean {
	return /^\s*(?:data:|event:|id:|retry:|:(?! *$))/.test(text);
}

type Choice = {
	readonly content: string[];
	readonly thinking: string[];
	readonly refusal: string[];
	finishReason: unknown;
	error: unknown;
	/** Of the chunk with the first text: nothing is read of later tokens. */
	logprobs: unknown;
};

/**
 * The completion that the chunks of an event stream add up to, for an endpoint that streams though nobody asked for it.
 * Undefined when no event is a chunk of a completion; an error among the events is the completion's. Linear.
 */
export function joinEvents(text: string): JsonObject | undefined {
	const choices = new Map<number, Choice>();
	let [model, usage, error]: unknown[] = [];
	for (const line of text.split('\n')) {
		const chunk = /^\s*data:/.test(line) ? parseJson(line.slice(line.indexOf(':') + 1)) : undefined;
		if (!isObject(chunk)) continue;
		model = chunk['model'] ?? model;
		usage = chunk['usage'] ?? usage;
		error = chunk['error'] ?? error;
		for (const part of Array.isArray(chunk['choices']) ? chunk['choices'] : [])
			if (isObject(part)) addPart(choices, part);
	}
	if (choices.size === 0) return error === undefined ? undefined : { error };
	return { model, usage, error, choices: [...choices].map(joinChoice) };
}

const NONE_YET = { finishReason: null, error: undefined, logprobs: undefined };

function addPart(choices: Map<number, Choice>, part: JsonObject): void {
	const index = typeof part['index'] === 'number' ? part['index'] : 0;
	const empty = { content: [], thinking: [], refusal: [], ...NONE_YET };
	const choice: Choice = choices.get(index) ?? empty;
	choices.set(index, choice);
	const delta = [part['delta'], part['message'], part].find(isObject) ?? {};
	if (choice.content.every((text) => text === '') && readLogprobs(part) !== undefined)
		choice.logprobs ??= part['logprobs'];
	addText(choice.content, delta['content'] ?? part['text']);
	addText(choice.thinking, delta['reasoning_content'] ?? delta['reasoning']);
	addText(choice.refusal, delta['refusal']);
	choice.finishReason = part['finish_reason'] ?? choice.finishReason;
	choice.error = part['error'] ?? choice.error;
}

function addText(texts: string[], value: unknown): void {
	if (typeof value === 'string') texts.push(value);
	else if (Array.isArray(value))
		for (const part of value) if (isObject(part)) addText(texts, part['text']);
}

function joinChoice([index, choice]: readonly [number, Choice]): JsonObject {
	const [content, reasoning, refusal] = [choice.content, choice.thinking, choice.refusal].map(
		(texts) => texts.join(''),
	);
	return {
		index,
		finish_reason: choice.finishReason,
		error: choice.error,
		logprobs: choice.logprobs,
		message: { content, reasoning, refusal },
	};
}
