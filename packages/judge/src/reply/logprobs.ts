import { isObject, type JsonObject } from './json-value.ts';
import type { TokenProbability } from './reply.ts';

/** Tokens beyond those asked for, which servers add: the sampled one, and what a longer list has. Of more, nothing is read. */
const MOST_TOKENS = 1_000;

/**
 * What the first token of a choice could have been, in all the shapes that servers tell it in; undefined where they tell
 * nothing. The sampled token is among them, also where a server leaves it out of its list.
 */
export function readLogprobs(choice: JsonObject): readonly TokenProbability[] | undefined {
	const { logprobs: given } = choice;
	if (!isObject(given)) return undefined;
	const read = Array.isArray(given['content']) ? readChat(given['content'][0]) : readLegacy(given);
	if (read === undefined || read.length === 0 || read.length > MOST_TOKENS) return undefined;
	return read.toSorted((a, b) => (b.logprob ?? -Infinity) - (a.logprob ?? -Infinity));
}

/** A position of a chat completion: the sampled token with a list of what else it could have been. */
function readChat(first: unknown): readonly TokenProbability[] | undefined {
	if (!isObject(first)) return undefined;
	const listed = readAlternatives(first['top_logprobs']);
	return withSampled(listed, readEntry(first));
}

/** The old completions' form, which some servers send for a chat: a list for each kind of fact, a position at each place. */
function readLegacy(given: JsonObject): readonly TokenProbability[] | undefined {
	const { tokens, token_logprobs: values, top_logprobs: tops } = given;
	const at = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);
	const listed = readAlternatives(at(tops));
	return withSampled(listed, readEntry({ token: at(tokens), logprob: at(values) }));
}

/** A list of tokens with their values, or an object of values by token. */
function readAlternatives(given: unknown): readonly TokenProbability[] {
	if (Array.isArray(given))
		return given.slice(0, MOST_TOKENS + 1).flatMap((one) => readEntry(one) ?? []);
	if (!isObject(given)) return [];
	return Object.entries(given)
		.slice(0, MOST_TOKENS + 1)
		.flatMap(([token, value]) =>
			isObject(value)
				? (readEntry({ token: value['decoded_token'] ?? token, logprob: value['logprob'] }) ?? [])
				: [{ token, logprob: readNumber(value) }],
		);
}

function readEntry(given: unknown): TokenProbability | undefined {
	if (!isObject(given) || typeof given['token'] !== 'string') return undefined;
	return { token: given['token'], logprob: readNumber(given['logprob']) };
}

function readNumber(given: unknown): number | null {
	return typeof given === 'number' && Number.isFinite(given) ? given : null;
}

function withSampled(
	listed: readonly TokenProbability[],
	sampled: TokenProbability | undefined,
): readonly TokenProbability[] {
	if (sampled === undefined || listed.some(({ token }) => token === sampled.token)) return listed;
	return [...listed, sampled];
}
