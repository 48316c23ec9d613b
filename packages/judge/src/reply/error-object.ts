import { isObject, parseJson, readText } from './json-value.ts';
import { readRetryField, readRetryWords } from './retry-time.ts';

/** What a provider says of an error, wherever in its body it says so. */
export type SaidError = {
	/** The outermost sentence. */
	readonly message?: string;
	readonly type?: string;
	readonly code?: string;
	/** An HTTP status of 400 to 599 that the body names. */
	readonly status?: number;
	/** Every code, type and sentence, at most 8,000 characters. */
	readonly words: string;
	/** Between 0 and 7 days. */
	readonly retryAfterMs?: number;
};

const MESSAGES: ReadonlySet<string> = new Set([
	...['message', 'msg', 'error', 'detail', 'error_description', 'errormessage', 'error_msg'],
	...['title', 'faultstring', 'reason', 'description', 'raw', 'body', 'error_message', 'errors'],
]);
const CODES: ReadonlySet<string> = new Set([
	'code',
	'error_code',
	'errorcode',
	'err_code',
	'status',
]);
const TYPES: ReadonlySet<string> = new Set(['type', 'error_type', 'errortype', '__type']);
/** Values of a body that are looked at, items of one list and fields of one object among them, and how deep. */
const MOST_VALUES = 400;
const MOST_ITEMS = 12;
const MOST_FIELDS = 40;
const MOST_DEPTH = 8;
/** Of one string, this much is read. */
const MOST_CHARACTERS = 8_000;

/** A title is the name of the kind; it is the sentence only where there is no other. */
type Found = {
	messages: string[];
	titles: string[];
	codes: string[];
	types: string[];
	retries: number[];
};

/**
 * Reads the error in a body: an object, a list, a string, or JSON inside a message. Empty words when there is nothing. The
 * nearest values first, at most 400 of them and 8 deep.
 *
 * @param body parsed, or the text as it came
 */
export function readError(body: unknown, nowMs: number): SaidError {
	const found: Found = { messages: [], titles: [], codes: [], types: [], retries: [] };
	let level: readonly Named[] = [{ name: 'message', value: body }];
	let seen = 0;
	for (let depth = 0; depth < MOST_DEPTH && level.length > 0; depth++) {
		const next: Named[] = [];
		for (const named of level) {
			if (++seen > MOST_VALUES) return summarise(found, nowMs);
			next.push(...readValue(named, found, nowMs));
		}
		level = next;
	}
	return summarise(found, nowMs);
}

type Named = { readonly name: string; readonly value: unknown };

/** Takes what a value says, and returns what stands in it. */
function readValue({ name, value }: Named, found: Found, nowMs: number): readonly Named[] {
	const retryMs = readRetryField(name, value, nowMs);
	if (retryMs !== undefined) found.retries.push(retryMs);
	if (typeof value === 'number' || typeof value === 'string')
		return readScalar(name.toLowerCase(), String(value), found);
	if (Array.isArray(value))
		return value.slice(0, MOST_ITEMS).map((each) => ({ name, value: each }));
	if (!isObject(value)) return [];
	return Object.entries(value)
		.slice(0, MOST_FIELDS)
		.map(([key, each]) => ({ name: key, value: each }));
}

function readScalar(name: string, whole: string, found: Found): readonly Named[] {
	const text = whole.slice(0, MOST_CHARACTERS);
	if (CODES.has(name)) found.codes.push(text.slice(0, 200));
	if (TYPES.has(name)) found.types.push(text.slice(0, 200));
	if (!MESSAGES.has(name) || readText(text) === undefined) return [];
	const inner = readInnerJson(whole);
	const said = name === 'title' ? found.titles : found.messages;
	if (inner === undefined || !/^\s*[{["]/.test(text)) said.push(plainWords(text));
	return inner === undefined ? [] : [{ name: 'message', value: inner }];
}

/** JSON that a sentence ends on, or that is all of it. */
function readInnerJson(text: string): unknown {
	const from = text.search(/[{[]/);
	const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
	if (from === -1 || to < from) return undefined;
	const value = parseJson(text.slice(from, to + 1));
	return isObject(value) || (Array.isArray(value) && value.some(isObject)) ? value : undefined;
}

/** A page without its tags. */
function plainWords(text: string): string {
	if (!/^\s*</.test(text)) return text.trim();
	const words = text
		.replace(/<(script|style)\b[^>]*>[^<]*/gi, ' ')
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return words === '' ? 'A page without words.' : words;
}

function summarise({ titles, codes, types, retries, ...found }: Found, nowMs: number): SaidError {
	const messages = [...found.messages, ...titles];
	const status = codes
		.map(Number)
		.find((code) => Number.isInteger(code) && code >= 400 && code < 600);
	const [message] = messages;
	const code = codes.find((each) => !/^\d{3}$/.test(each)) ?? codes[0];
	const [type] = types;
	const retryAfterMs =
		retries[0] ??
		messages.map((words) => readRetryWords(words, nowMs)).find((ms) => ms !== undefined);
	return {
		...(message === undefined ? {} : { message }),
		...(type === undefined ? {} : { type }),
		...(code === undefined ? {} : { code }),
		...(status === undefined ? {} : { status }),
		words: [...codes, ...types, ...messages].join(' ').slice(0, MOST_CHARACTERS),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	};
}
