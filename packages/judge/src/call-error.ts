import type { ProviderErrorClass } from '@codejoust/arena/judgment';
import type { AskError } from './ask-result.ts';
import { cutReplyStatus } from './light-fetch.ts';
import { APIError, isConnectionTimeout } from './openai-client.ts';
import {
	type ErrorFacts,
	classifyFailure,
	classifyRefusal,
	errorCode,
	isPermanentClass,
	redactMessage,
} from './provider-error.ts';
import { type HeaderReader, readRateLimits, readRetryAfterMs } from './rate-limits.ts';
import { readErrorObject } from './reply.ts';

export type CallError = Omit<AskError, 'latencyMs'>;

type Context = {
	/** Cut out of the provider's words. */
	readonly apiKey: string;
	/** Milliseconds since the epoch, for Retry-After dates. */
	readonly now: () => number;
};

const NOWHERE = { requestId: null, limits: {} };

/** What a call of the SDK ended with instead of an answer. */
export function describeCallError(error: unknown, context: Context): CallError {
	const { apiKey } = context;
	if (error instanceof SyntaxError) {
		const message = 'The reply is not whole JSON.';
		return { ...describe('server', message, apiKey, { status: 200, isPaid: true }), ...NOWHERE };
	}
	if (!(error instanceof APIError) || typeof error.status !== 'number') {
		const message = errorCode(error) || 'The call ended without a reply.';
		const isPaid = cutReplyStatus(error) === 200;
		return { ...describe(failureClass(error), message, apiKey, { isPaid }), ...NOWHERE };
	}
	return describeAnswer(error, error.status, context);
}

function failureClass(error: unknown): ProviderErrorClass {
	return isConnectionTimeout(error) ? 'timeout' : classifyFailure(error);
}

function describeAnswer(error: APIError, status: number, { apiKey, now }: Context): CallError {
	const headers: HeaderReader = error.headers ?? { get: () => null };
	const facts = { ...readErrorObject(error.error), status };
	const retryAfterMs = readRetryAfterMs(headers, now());
	return {
		...describeRefusal({ ...facts, message: facts.message ?? error.message }, apiKey),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		requestId: headers.get('x-request-id'),
		limits: readRateLimits(headers),
	};
}

/** An answer that is not a 2xx, by its status and its error object. */
export function describeRefusal(facts: ErrorFacts, apiKey: string) {
	const message = facts.message ?? `The endpoint answered with status ${facts.status}.`;
	return describe(classifyRefusal(facts), message, apiKey, { status: facts.status });
}

/** A 200 without a completion. Gateways put an upstream's error there, its HTTP status as the code. */
export function describeUnreadable(data: unknown, apiKey: string) {
	const error = readErrorObject(data);
	const status = Number(error.code);
	const errorClass =
		status >= 400 && status < 600 ? classifyRefusal({ ...error, status }) : 'server';
	return describe(errorClass, error.message ?? 'The reply is not a chat completion.', apiKey, {
		status: 200,
		isPaid: true,
	});
}

function describe(
	errorClass: ProviderErrorClass,
	message: string,
	apiKey: string,
	{ status, isPaid = false }: { readonly status?: number; readonly isPaid?: boolean } = {},
) {
	return {
		kind: 'error' as const,
		errorClass,
		message: redactMessage(message, apiKey),
		...(status === undefined ? {} : { status }),
		isPermanent: isPermanentClass(errorClass),
		isPaid,
	};
}
