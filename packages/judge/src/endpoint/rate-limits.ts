import { type HeaderReader, readCount, readDurationMs } from '../reply/retry-time.ts';

/** What a provider says of its limits in `x-ratelimit-*` headers; a field without a header is absent. */
export type RateLimits = {
	/** A minute's allowance. */
	readonly limitRequests?: number;
	readonly remainingRequests?: number;
	/** Until the request bucket is full again. */
	readonly resetRequestsMs?: number;
	readonly limitTokens?: number;
	readonly remainingTokens?: number;
	readonly resetTokensMs?: number;
};

export function readRateLimits(headers: HeaderReader): RateLimits {
	const entries = [
		['limitRequests', readCount(headers.get('x-ratelimit-limit-requests'))],
		['remainingRequests', readCount(headers.get('x-ratelimit-remaining-requests'))],
		['resetRequestsMs', readDurationMs(headers.get('x-ratelimit-reset-requests'))],
		['limitTokens', readCount(headers.get('x-ratelimit-limit-tokens'))],
		['remainingTokens', readCount(headers.get('x-ratelimit-remaining-tokens'))],
		['resetTokensMs', readDurationMs(headers.get('x-ratelimit-reset-tokens'))],
	] as const;
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
