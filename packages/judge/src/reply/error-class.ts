import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { SaidError } from './error-object.ts';

/** A provider's error by what can be done about it; `refused` is a content filter's, which is about this one text. */
export type ErrorKind = ProviderErrorClass | 'refused';

const FILTER =
	/content[_ -]?filter|content[_ ]policy|content management policy|responsible ?ai|data_?inspection_?failed|moderation|flagged (?:as|for|by)|usage polic(?:y|ies)|prohibited[_ ]content|safety (?:system|filter|settings|reasons)|blocked by (?:the )?(?:safety|content)|\bcontent (?:was |is |has been )?(?:blocked|filtered)|sensitive content|inappropriate content/i;
const QUOTA =
	/insufficient[_ ](?:\w{1,20}[_ ])?(?:quota|balance|funds|credits?)|billing[_ ](?:hard|not|is)|billing_?not_?active|exceeded your current quota|quota (?:has been )?(?:exceeded|exhausted)|out of credits?|(?:not enough|no|requires more) credits?|credit balance|payment required|arrears|key limit exceeded|budget (?:has been )?exceeded|exceededbudget|spend(?:ing)? (?:limit|cap)|account (?:is )?(?:not active|deactivated|suspended)/i;
const CONTEXT =
	/context_?length_?exceeded|contextwindowexceeded|context[_ ](?:length|window|size)|maximum (?:context|prompt|input)|(?:prompt|input|request) (?:is |was )?too (?:long|large)|too many (?:input |prompt )?tokens|reduce the length|string_above_max_length|max(?:imum)?_?(?:prompt|input|model)_?(?:tokens|len(?:gth)?)|exceeds? the (?:maximum|model'?s?|available)[^.]{0,60}(?:tokens|context|length)|range of input length/i;
const RATE =
	/rate[_ -]?limit|ratelimit|too[_ ]many[_ ]requests|resource[_ ]?exhausted|throttl|requests? per (?:min|hour|day|second)|tokens per (?:min|hour|day)|concurrency limit|slow ?down|free-models-per/i;
const AUTH =
	/invalid[_ ](?:\w{1,20}[_ ])?(?:api[_ -]?key|subscription key|token|credentials|authentication)|incorrect api key|api[_ -]?key (?:is |was )?(?:not valid|invalid|missing|expired|not found)|api_key_invalid|no api key|missing (?:api key|bearer|authentication|authorization)|unauthenticated|unauthori[sz]ed|authentication[_ ]?error|authentication (?:fails|failed)|permission[_ ]denied/i;
const MODEL_CODE =
	/\bmodel_?not_?(?:found|exist|available)|model_?(?:decommissioned|deprecated|retired|gone)|deployment_?not_?found|deploymentnotfound|invalid_?model|model_?invalid|unknown_?model|unsupported_?model/i;
/** Of codes that a gateway may send with its own 5xx: a model that is not found may be back, a retired one is not. */
const RETIRED_CODE = /^(?:model|deployment)_?(?:decommissioned|deprecated|retired)$/i;
/** Two words of a sentence, not far from each other: the model, and that it is not there. */
const MODEL_GONE =
	/\b(?:models?|deployment|engine)\b[^\n]{0,160}(?:does ?n[o']t exist|doesn['’]t exist|not (?:be )?found|not exist|no longer (?:available|supported|exists?)|(?:has|have) been (?:deprecated|decommissioned|retired|removed|shut ?down|discontinued)|(?:is|was) (?:deprecated|decommissioned|retired|discontinued|not available|not a valid|unavailable for)|is not supported for|not a valid model|reached (?:its |the )?end[ -]of[ -]life)|(?:invalid|unknown|unsupported|no such|not a valid) model\b|(?:does not have|no|unable to) access (?:to )?(?:the )?model|no (?:allowed )?(?:endpoints|providers) (?:found|available) (?:for|that)|not a valid model id|is not a known model|try pulling it first|\bfunction '[^'\n]{1,80}': not found for account/i;
const LOADED =
	/overload|over capacity|unavailable|try again later|internal (?:server )?error|server[_ ]error|bad gateway|upstream|timed? ?out|provider returned error/i;

/** The longest part of a provider's words that decides its class. */
const SEARCHED_CHARACTERS = 4_000;

/**
 * The class of an answer that is not a 2xx, from its status, its codes and its words. A named retry time is a limit of
 * the rate, whatever the words say of a quota.
 */
export function classifyRefusal(status: number, said: SaidError): ErrorKind {
	const words = said.words.slice(0, SEARCHED_CHARACTERS);
	if (status >= 300 && status < 400) return 'bad-request';
	if (status === 429) return classifyLimit(words, said);
	if (status >= 500) return classifyFailing(words, said);
	if (status === 401) return 'auth';
	if (status === 402) return classifyMoney(said);
	if (status === 408) return 'timeout';
	if (status === 409 || status === 425) return 'server';
	if (FILTER.test(words)) return 'refused';
	if (isModelGone(words) || status === 410) return 'model-gone';
	if (CONTEXT.test(words) || status === 413) return 'context-length';
	if (QUOTA.test(words)) return classifyMoney(said);
	if (RATE.test(words)) return 'rate-limit';
	return status === 403 || AUTH.test(words) ? 'auth' : 'bad-request';
}

function classifyLimit(words: string, { retryAfterMs }: SaidError): ErrorKind {
	// OpenAI and Groq refuse one request that is larger than a minute's tokens with the status of too many requests.
	if (/(?:request|prompt) too large/i.test(words)) return 'context-length';
	return retryAfterMs === undefined && QUOTA.test(words) ? 'quota' : 'rate-limit';
}

/** Money that is there again after a named time is a limit of what may be in flight. */
function classifyMoney({ retryAfterMs }: SaidError): ErrorKind {
	return retryAfterMs === undefined ? 'quota' : 'rate-limit';
}

/** A gateway's 5xx may carry an upstream's refusal, which its code names; a sentence alone does not make it permanent. */
function classifyFailing(words: string, { code = '' }: SaidError): ErrorKind {
	if (RETIRED_CODE.test(code)) return 'model-gone';
	if (/context_?length_?exceeded|contextwindowexceeded/i.test(words)) return 'context-length';
	if (/content_filter|contentpolicyviolation|content_policy_violation/i.test(words))
		return 'refused';
	return /rate_?limit_?(?:exceeded|error)|too many requests|resource_?exhausted/i.test(words)
		? 'rate-limit'
		: 'server';
}

/** The class of an error that came with a 200: by the status that it names, else by its words. */
export function classifyError(said: SaidError): ErrorKind {
	if (said.status !== undefined) return classifyRefusal(said.status, said);
	const words = said.words.slice(0, SEARCHED_CHARACTERS);
	if (FILTER.test(words)) return 'refused';
	if (RATE.test(words) || said.retryAfterMs !== undefined) return classifyLimit(words, said);
	if (isModelGone(words)) return 'model-gone';
	if (CONTEXT.test(words)) return 'context-length';
	if (QUOTA.test(words)) return 'quota';
	if (AUTH.test(words)) return 'auth';
	return LOADED.test(words) ? 'server' : 'unreadable';
}

function isModelGone(words: string): boolean {
	return MODEL_CODE.test(words) || MODEL_GONE.test(words);
}

const PERMANENT: ReadonlySet<ProviderErrorClass> = new Set([
	'auth',
	'quota',
	'bad-request',
	'context-length',
	'model-gone',
	'too-large',
]);

/** Asking again cannot help until an operator or a shorter text does. An endless reply is paid for each time. */
export function isPermanentClass(errorClass: ProviderErrorClass): boolean {
	return PERMANENT.has(errorClass);
}
