import { splitThinking } from '@codejoust/arena/rules/final-text';
import { isObject, type JsonObject, readText } from './json-value.ts';

/** What one message says, its parts kept apart. */
export type Content = {
	/** Undefined when the thinking never ends, so that there is no final text. */
	readonly final: string | undefined;
	readonly thinking: string;
	/** The provider's own refusal; blank is none. */
	readonly refusal: string;
	/** Where a message without final text has something instead; undefined when it has nothing. */
	readonly elsewhere: string | undefined;
};

const THINKING = /think|reason|thought|summary|analysis/i;

/**
 * Reads a message: its content as a string, a list of parts or one part, with the thinking of tags, of parts and of fields
 * of their own; a refusal; and what it holds where it has no text.
 */
export function readContent(message: JsonObject): Content {
	const parts = readParts(message['content']);
	const split = splitThinking(parts.text);
	const fields = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_details'].map((name) =>
		readThought(message[name]),
	);
	// Some gateways send one reasoning under two names.
	const thoughts = [...new Set([...fields, parts.thinking, split.thinking])];
	const refusal = [readText(message['refusal']), parts.refusal].find(Boolean) ?? '';
	return {
		final: parts.isOpen ? undefined : split.final,
		thinking: thoughts.filter((thought) => thought.trim() !== '').join('\n\n'),
		refusal,
		elsewhere: findElsewhere(message, fields, parts),
	};
}

type Parts = {
	readonly text: string;
	readonly thinking: string;
	readonly refusal: string;
	/** A part of thinking that says itself that it is not closed, and nothing after it. */
	readonly isOpen: boolean;
	readonly hasThinkingParts: boolean;
};

function readParts(content: unknown): Parts {
	const parts = Array.isArray(content) ? content : [content];
	let [text, thinking, refusal] = ['', '', ''];
	let isOpen = false;
	for (const part of parts) {
		const said = readPartText(part);
		const type = isObject(part) ? String(part['type'] ?? '') : '';
		const isThinking = THINKING.test(type) || (isObject(part) && part['thought'] === true);
		if (type === 'refusal') refusal += isObject(part) ? String(part['refusal'] ?? said) : said;
		else if (isThinking) {
			thinking += `${thinking === '' ? '' : '\n'}${readThought(part)}`;
			isOpen = isObject(part) && part['closed'] === false;
		} else {
			text += said;
			if (said.trim() !== '') isOpen = false;
		}
	}
	return { text, thinking, refusal, isOpen, hasThinkingParts: thinking !== '' };
}

/** The text of a part of any type but thinking. */
function readPartText(part: unknown): string {
	if (typeof part === 'string') return part;
	if (!isObject(part)) return '';
	const { text, content } = part;
	if (isObject(text) && typeof text['value'] === 'string') return text['value'];
	if (typeof text === 'string') return text;
	return typeof content === 'string' ? content : '';
}

/** Thinking as a string, a part, or a list of parts, at most 4 deep. */
function readThought(value: unknown, depth = 0): string {
	if (typeof value === 'string') return value;
	if (depth > 4) return '';
	if (Array.isArray(value))
		return value
			.map((each) => readThought(each, depth + 1))
			.filter(Boolean)
			.join('\n');
	if (!isObject(value)) return '';
	const said = ['thinking', 'text', 'summary', 'reasoning', 'content'].map((name) => value[name]);
	return readThought(said.find((each) => each !== undefined && each !== null) ?? '', depth + 1);
}

function findElsewhere(
	message: JsonObject,
	fields: readonly string[],
	{ hasThinkingParts }: Parts,
): string | undefined {
	const tool = findTool(message);
	if (tool !== undefined) return `a call of the tool ${tool}`;
	if (fields.some((field) => field.trim() !== '')) return 'text in its reasoning field';
	if (hasThinkingParts) return 'parts of thinking';
	if (isObject(message['audio'])) return 'audio';
	return undefined;
}

function findTool({ tool_calls: calls, function_call: call }: JsonObject): string | undefined {
	const first: unknown = Array.isArray(calls) ? calls[0] : call;
	if (!isObject(first)) return undefined;
	const named = isObject(first['function']) ? first['function'] : first;
	return JSON.stringify((readText(named['name']) ?? 'without a name').slice(0, 60));
}
