import { isObject, type JsonObject } from './json-value.ts';

/** Tokens as the provider counts them; a count that cannot be one is absent. */
export type Usage = {
	readonly promptTokens?: number;
	readonly completionTokens?: number;
	/** Of the prompt, read from a cache; part of the prompt's count at some providers and not at others. */
	readonly cachedTokens?: number;
};

/** More than any call has: a count beyond it is no count, and would pass for the cost of a budget. */
const MOST_TOKENS = 100_000_000;

/** Reads `usage` of a completion under the names of OpenAI, Anthropic and DeepSeek. */
export function readUsage(value: unknown): Usage {
	if (!isObject(value)) return {};
	const promptTokens = firstCount(value, ['prompt_tokens', 'input_tokens']);
	const completionTokens = firstCount(value, ['completion_tokens', 'output_tokens']);
	const cachedTokens = countCached(value);
	return {
		...(promptTokens === undefined ? {} : { promptTokens }),
		...(completionTokens === undefined ? {} : { completionTokens }),
		...(cachedTokens === 0 ? {} : { cachedTokens }),
	};
}

function countCached(usage: JsonObject): number {
	const details = [usage['prompt_tokens_details'], usage['input_tokens_details']].filter(isObject);
	const inDetails = details.map((each) => firstCount(each, ['cached_tokens']) ?? 0);
	const apart = ['cache_read_input_tokens', 'cache_creation_input_tokens', 'cached_tokens'].map(
		(name) => firstCount(usage, [name]) ?? 0,
	);
	const hits = firstCount(usage, ['prompt_cache_hit_tokens']) ?? 0;
	return Math.max(
		...inDetails,
		apart.reduce((sum, count) => sum + count, 0),
		hits,
	);
}

function firstCount(counts: JsonObject, names: readonly string[]): number | undefined {
	return names.map((name) => counts[name]).find((count): count is number => isCount(count));
}

function isCount(value: unknown): boolean {
	return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_TOKENS;
}
