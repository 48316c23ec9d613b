import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import { isPermanentClass } from '../reply/error-class.ts';
import { redactMessage } from '../reply/redact.ts';
import { type ReadContext, readReply } from '../reply/read-reply.ts';
import type { HeaderReader } from '../reply/retry-time.ts';
import type { AskError } from './ask-result.ts';
import { asAskResult } from './as-ask-result.ts';
import { APIError, isConnectionTimeout } from './openai-client.ts';
import { readRateLimits } from './rate-limits.ts';
import { findReplyFault } from './reply-fault.ts';

export type CallError = Omit<AskError, 'latencyMs'>;

const NOWHERE = { requestId: null, limits: {} };

/** What a call ended with instead of an answer. */
export function describeCallError(error: unknown, context: ReadContext): CallError {
	if (error instanceof APIError && typeof error.status === 'number')
		return describeAnswer(error, error.status, context);
	const fault = findReplyFault(error);
	const isPaid = fault?.status === 200;
	const errorClass =
		fault?.errorClass ?? (error instanceof SyntaxError ? 'unreadable' : failureClass(error));
	const message = fault?.words ?? (errorCode(error) || 'The call ended without a reply.');
	return {
		...describeError(errorClass, message, context.apiKey),
		isPaid,
		...(isPaid ? { status: 200 } : {}),
		...NOWHERE,
	};
}

/** An error of our own about a call that has no answer to read. */
export function describeError(errorClass: ProviderErrorClass, message: string, apiKey: string) {
	return {
		kind: 'error' as const,
		errorClass,
		message: redactMessage(message, apiKey),
		isPermanent: isPermanentClass(errorClass),
		isPaid: false,
	};
}

/** An answer of the Batch API or of a file that is not a 2xx. */
function describeAnswer(error: APIError, status: number, context: ReadContext): CallError {
	const headers: HeaderReader = error.headers ?? { get: () => null };
	const read = readReply({ status, headers, body: error.error ?? error.message }, context);
	const record = { requestId: headers.get('x-request-id'), limits: readRateLimits(headers) };
	const result = asAskResult(read);
	if (result.kind === 'error') return { ...result, isPaid: false, ...record };
	// A filter of content has no say about a file or a batch.
	const words = result.trouble?.words ?? error.message;
	return { ...describeError('bad-request', words, context.apiKey), status, ...record };
}

/** The class of a call that ended without an answer, by our deadline's name, and by undici's and Node's error codes. */
function failureClass(error: unknown): ProviderErrorClass {
	if (isConnectionTimeout(error) || isDeadline(error)) return 'timeout';
	return /TIMEDOUT|TIMEOUT/.test(errorCode(error)) ? 'timeout' : 'network';
}

/** Whether this error or one of its four nearest causes is that of a signal with a deadline. */
function isDeadline(error: unknown): boolean {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
		if (at.name === 'TimeoutError') return true;
	return false;
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
