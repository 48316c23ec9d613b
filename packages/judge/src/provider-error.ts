import type { ProviderErrorClass } from '@codejoust/arena/judgment';

/** What is known of a refusal: the HTTP status and the fields of an OpenAI-style error object. */
export type ErrorFacts = {
	readonly status: number;
	readonly code?: string;
	readonly type?: string;
	readonly message?: string;
};

const PERMANENT: ReadonlySet<ProviderErrorClass> = new Set([
	'auth',
	'quota',
	'bad-request',
	'context-length',
]);
const QUOTA =
	/insufficient_quota|billing_hard_limit|insufficient[_ ]balance|exceeded your current quota/i;
const CONTEXT =
	/context_length_exceeded|context (length|window)|maximum context|prompt is too long|too many tokens/i;

/** Asking again cannot help until an operator or a shorter text does. */
export function isPermanentClass(errorClass: ProviderErrorClass): boolean {
	return PERMANENT.has(errorClass);
}

/** The class of an answer that is not a 2xx, or of an error object that came with one. */
export function classifyRefusal(facts: ErrorFacts): ProviderErrorClass {
	const { status } = facts;
	const words = `${facts.code ?? ''} ${facts.type ?? ''} ${facts.message ?? ''}`;
	if (status === 401 || status === 403) return 'auth';
	if (status === 402) return 'quota';
	if (status === 408) return 'timeout';
	if (status === 429) return QUOTA.test(words) ? 'quota' : 'rate-limit';
	if (status >= 500 || status === 409 || status === 425) return 'server';
	return CONTEXT.test(words) ? 'context-length' : 'bad-request';
}

/** The class of a call that ended without an answer, by undici's and Node's error codes. */
export function classifyFailure(error: unknown): ProviderErrorClass {
	const code = errorCode(error);
	return /TIMEDOUT|TIMEOUT/.test(code) ? 'timeout' : 'network';
}

/** The code of an error or of the nearest cause that has one; empty without. */
export function errorCode(error: unknown): string {
	for (
		let at: unknown = error, depth = 0;
		at instanceof Error && depth < 5;
		at = at.cause, depth++
	) {
		if ('code' in at && typeof at.code === 'string') return at.code;
	}
	return '';
}

/** A provider's words without the key, the like of keys, or line breaks, at most 300 characters. */
export function redactMessage(message: string, apiKey: string): string {
	const plain = apiKey === '' ? message : message.replaceAll(apiKey, '***');
	return plain
		.replace(/\b(sk|key|pk|cj)[-_][\w*-]{4,}/gi, '***')
		.replace(/Bearer\s+\S+/gi, 'Bearer ***')
		.replace(/\p{Cc}+/gu, ' ')
		.slice(0, 300);
}
