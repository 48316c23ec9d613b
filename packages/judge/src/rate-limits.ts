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

export type HeaderReader = { get(name: string): string | null };

const RETRY_AFTER_CAP_MS = 60_000;

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

/**
 * Milliseconds a provider asks to wait: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date (RFC 9110
 * §10.2.3), between 0 and 60 s. Absent when neither can be read.
 */
export function readRetryAfterMs(headers: HeaderReader, nowMs: number): number | undefined {
	const waitMs = readCount(headers.get('retry-after-ms')) ?? readSecondsOrDate(headers, nowMs);
	return waitMs === undefined ? undefined : Math.min(RETRY_AFTER_CAP_MS, Math.max(0, waitMs));
}

function readSecondsOrDate(headers: HeaderReader, nowMs: number): number | undefined {
	const value = headers.get('retry-after');
	if (value === null) return undefined;
	const seconds = readCount(value);
	if (seconds !== undefined) return seconds * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : date - nowMs;
}

function readCount(value: string | null): number | undefined {
	if (value === null || value.trim() === '') return undefined;
	const count = Number(value);
	return Number.isFinite(count) ? count : undefined;
}

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** "1m30.5s", "20ms", "6h0m0s"; a bare number counts seconds. */
export function readDurationMs(value: string | null): number | undefined {
	if (value === null || value.trim() === '') return undefined;
	const seconds = readCount(value);
	if (seconds !== undefined) return seconds * 1000;
	if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(value)) return undefined;
	let totalMs = 0;
	for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
		totalMs += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]; // the pattern lists the keys
	}
	return totalMs;
}
