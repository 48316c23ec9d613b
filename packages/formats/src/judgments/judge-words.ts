import { type Verdict, VERDICTS } from '@codejoust/arena/rules/verdict';

/** A label as programs store it, with or without its brackets; null for everything else: another label is no tie. */
export function readLabel(value: unknown): Verdict | null {
	if (typeof value !== 'string' || value.length > 40) return null;
	const bare = value.replaceAll(/\s/g, '').replace(/^\[\[(.*)\]\]$/, '$1');
	return VERDICTS.find((label) => label === bare.toUpperCase()) ?? null;
}

/** Fields of a reply that hold what a judge said, as programs store replies. */
const WORDS = ['content', 'answer', 'text', 'judgment', 'response'] as const;

/**
 * What a judge said: a text, or the text inside a reply that was stored as an object (`message.content` of the OpenAI API,
 * `answer` of arena-hard). An object of another form is shown as its JSON; undefined where there is nothing.
 */
export function readWords(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	if (typeof value !== 'object' || value === null) return undefined;
	const inner = isObject(value) && isObject(value['message']) ? value['message'] : value;
	const texts = WORDS.map((name): unknown => Reflect.get(inner, name)).filter(
		(text) => typeof text === 'string',
	);
	const words = texts.find((text) => text.trim() !== '');
	if (words !== undefined || texts.length > 0 || Object.keys(value).length === 0) return words;
	return JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
