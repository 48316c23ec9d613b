import { splitThinking } from '@codejoust/arena/rules/final-text';

/**
 * What stands in the place of an answer, or in it, and is not the model's word: it would lose battles for no fault of the
 * model. A file with one of them is refused until its owner accepts it by its code.
 */
export const MISPLACED_CODES = [
	'error-text',
	'provider-refusal',
	'thinking-left',
	'unclosed-thinking',
	'only-thinking',
] as const;
export type MisplacedCode = (typeof MISPLACED_CODES)[number];

/** An answer that is empty, while what the model thought came beside it: some endpoints put the whole answer there. */
export const ONLY_THINKING: Misplaced = {
	code: 'only-thinking',
	says: 'is empty, and what the model thought came beside it',
};

export type Misplaced = { readonly code: MisplacedCode; readonly says: string };

/** Error messages are short: a longer text that begins like one is an answer about errors. */
const LONGEST_MESSAGE = 2_000;

/** What programs that ask models write in place of an answer that never came, as the whole text. */
const ERROR_TEXTS: readonly RegExp[] = [
	/^\$?(?:API[_ -])?ERROR(?:_OUTPUT)?\$?$/,
	/^(?:null|none|nan|undefined|n\/a)$/i,
	/^\*\*(?:API REQUEST|NETWORK) ERROR\b/,
	/^(?:API )?Error(?: code)?:? ?\d{3}\b/i,
	/^(?:Error:? )?(?:openai\.|anthropic\.|litellm\.|httpx\.|requests\.(?:exceptions\.)?)?(?:RateLimit|APITimeout|APIConnection|APIStatus|APIError|InternalServer|ServiceUnavailable|BadRequest|Authentication|ContextWindowExceeded|ReadTimeout|ConnectTimeout|ConnectionError)(?:Error)?\b\s*[:(]/,
	/^(?:(?:The )?(?:request|connection) (?:timed out|was aborted|error)|Connection error|Request timed out)\.?$/i,
	/^\{\s*["'](?:error|detail)["']\s*:/,
	/^[45]\d\d:? (?:Model not found|Bad Request|Unauthorized|Forbidden|Not Found|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)\.?$/i,
	/^<(?:!doctype html|html)\b[\s\S]{0,600}\b(?:50[0234]|429)\b/i,
	/^Traceback \(most recent call last\):[\s\S]*\b(?:openai|requests|httpx|urllib3|aiohttp)\b/,
];

/** Written for one turn of several that never came: the turns are joined, so that it is a line of its own. */
const ERROR_TURN = /^\$ERROR\$\r?$/m;

/** What providers and proxies answer in the model's place. */
const PROVIDER_REFUSALS: readonly RegExp[] = [
	/^The response was filtered due to the prompt triggering\b/i,
	/\btriggering Azure OpenAI['’]s content management policy\b/i,
	/^\[?(?:content[_ ]filter(?:ed)?|blocked by (?:the )?(?:content|safety) (?:filter|policy))\]?\.?$/i,
	/^Output data may contain inappropriate content\b/i,
	/^Content Exists Risk\b/i,
	/^Input (?:data )?may contain inappropriate content\b/i,
];

/** What of an answer is not the model's word; undefined where nothing is seen. Linear in its length. */
export function findMisplaced(response: string): Misplaced | undefined {
	const text = response.trim();
	if (text.length <= LONGEST_MESSAGE) {
		if (ERROR_TEXTS.some((pattern) => pattern.test(text)))
			return { code: 'error-text', says: 'is an error message, not an answer' };
		if (PROVIDER_REFUSALS.some((pattern) => pattern.test(text)))
			return { code: 'provider-refusal', says: 'is a refusal of the provider, not an answer' };
	}
	if (ERROR_TURN.test(text)) return { code: 'error-text', says: 'has an error message as a turn' };
	const { final, thinking } = splitThinking(response);
	if (final === undefined)
		return { code: 'unclosed-thinking', says: 'begins to think and never ends' };
	if (thinking.trim() === '') return undefined;
	return { code: 'thinking-left', says: 'holds what the model thought beside its answer' };
}

/** Codes that somebody accepts, by commas; `unknown` are those that are none. */
export function readAccepted(text: string): {
	readonly codes: readonly MisplacedCode[];
	readonly unknown: readonly string[];
} {
	const names = text.split(',').map((name) => name.trim());
	return {
		codes: MISPLACED_CODES.filter((code) => names.includes(code)),
		unknown: names.filter((name) => !MISPLACED_CODES.some((code) => code === name)),
	};
}
