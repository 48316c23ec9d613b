import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { RateLimits } from './rate-limits.ts';
import type { ReplyTrouble, Said } from '../reply/reply.ts';

/** What came of one call: a reply, or an error of a known class. */
export type AskResult = AskReply | AskError;

type CallRecord = {
	/** The provider's own id of the call, from `x-request-id`. */
	readonly requestId: string | null;
	readonly latencyMs: number;
	readonly limits: RateLimits;
};

/** A final text that ended well; or, with a trouble, what stands in its place. */
export type AskReply = {
	readonly kind: 'reply';
	readonly said: Said;
	readonly trouble?: ReplyTrouble;
} & CallRecord;

export type AskError = {
	readonly kind: 'error';
	readonly errorClass: ProviderErrorClass;
	/** The provider's words, without secrets. */
	readonly message: string;
	readonly status?: number;
	readonly retryAfterMs?: number;
	/** Asking again cannot help: auth, quota, bad-request, context-length, model-gone, too-large. */
	readonly isPermanent: boolean;
	/** A 200 began to arrive and could not be read: the provider has most likely charged for it. */
	readonly isPaid: boolean;
	/** What arrived of it, as far as it was kept. */
	readonly said?: Said;
} & CallRecord;
