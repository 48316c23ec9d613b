import type { InvalidParam, ProblemCode, QuotaBreach } from '@codejoust/contract/schemas/problem';

export type RefusalDetails = {
	readonly quota?: QuotaBreach;
	/** After how many seconds the same request may pass. */
	readonly retryAfterSeconds?: number;
};

/** Something a caller can act on. One table below maps its code to a status; everything else thrown is a bug. */
export class Refusal extends Error {
	readonly code: ProblemCode;
	readonly errors: readonly InvalidParam[];
	readonly errorsTotal: number;
	readonly details: RefusalDetails;

	constructor(
		code: ProblemCode,
		detail: string,
		errors: readonly InvalidParam[] = [],
		errorsTotal: number = errors.length,
		details: RefusalDetails = {},
	) {
		super(detail);
		this.name = 'Refusal';
		this.code = code;
		this.errors = errors;
		this.errorsTotal = errorsTotal;
		this.details = details;
	}
}

export const PROBLEMS: Readonly<
	Record<ProblemCode, { readonly status: ProblemStatus; readonly title: string }>
> = {
	'invalid-input': { status: 422, title: 'The input is not valid' },
	'malformed-body': { status: 400, title: 'The body cannot be read' },
	'unsupported-media-type': { status: 415, title: 'The content type is not accepted here' },
	'body-too-large': { status: 413, title: 'The body is too large' },
	unauthenticated: { status: 401, title: 'A valid API key is needed' },
	forbidden: { status: 403, title: 'The API key may not do this' },
	'not-found': { status: 404, title: 'There is nothing under this name' },
	'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
	conflict: { status: 409, title: 'The state does not allow this' },
	'already-exists': { status: 409, title: 'The name is taken' },
	'precondition-failed': { status: 412, title: 'It has changed since it was read' },
	'idempotency-key-missing': { status: 400, title: 'An Idempotency-Key is needed' },
	'idempotency-key-reused': {
		status: 422,
		title: 'The Idempotency-Key was used for another request',
	},
	'idempotency-key-in-flight': {
		status: 409,
		title: 'The first request with this Idempotency-Key is in flight',
	},
	'too-many-requests': { status: 429, title: 'Too many requests' },
	'quota-exhausted': { status: 429, title: 'A quota is used up' },
	'quota-too-small': { status: 403, title: 'This request alone is more than a quota allows' },
	'not-ready': { status: 503, title: 'The server is not ready' },
	internal: { status: 500, title: 'The server failed' },
};

export type ProblemStatus =
	400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503;
