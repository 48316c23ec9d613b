import type { ProviderErrorClass } from '@codejoust/arena/judgment';
import type { RateLimits } from './rate-limits.ts';
import type { Reply } from './reply.ts';

/** What came of one call: a completion that could be read, or an error of a known class. */
export type AskResult = AskReply | AskError;

type CallFacts = {
	/** The provider's own id of the call, from `x-request-id`. */
	readonly requestId: string | null;
	readonly latencyMs: number;
	readonly limits: RateLimits;
};

export type AskReply = { readonly kind: 'reply' } & Reply & CallFacts;

export type AskError = {
	readonly kind: 'error';
	readonly errorClass: ProviderErrorClass;
	/** The provider's words, without secrets. */
	readonly message: string;
	readonly status?: number;
	readonly retryAfterMs?: number;
	/** Asking again cannot help: auth, quota, bad-request, context-length. */
	readonly isPermanent: boolean;
	/** A 200 began to arrive and could not be read: the provider has most likely charged for it. */
	readonly isPaid: boolean;
} & CallFacts;
