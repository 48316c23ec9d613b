/** How long a game is tried before it ends in a provider error. */
export type RetryRule = {
	/** Calls without a reply, refusals for the rate not counted. */
	readonly maxTries: number;
	/** Time spent in calls and in waits between them; waiting for the limiter or an outage does not count. */
	readonly giveUpAfterMs: number;
	readonly firstBackoffMs: number;
	readonly lastBackoffMs: number;
};

export const DEFAULT_RETRY: RetryRule = {
	maxTries: 10,
	giveUpAfterMs: 3_600_000,
	firstBackoffMs: 500,
	lastBackoffMs: 20_000,
};

/** The longest time that a provider names and a game waits for; a later one ends the game. */
export const LONGEST_WAIT_MS = 600_000;

/**
 * Milliseconds before the next try: exponential with full jitter (Brooker 2015), and never sooner than the provider
 * asked, plus a spread of up to a tenth so that a refused crowd does not return as one.
 *
 * @param failures calls without a reply so far, from 1
 * @param draw uniform in [0, 1)
 */
export function retryDelayMs(
	rule: RetryRule,
	failures: number,
	retryAfterMs: number | undefined,
	draw: number,
): number {
	if (retryAfterMs !== undefined) return retryAfterMs * (1 + draw / 10) + draw * 20;
	return draw * Math.min(rule.lastBackoffMs, rule.firstBackoffMs * 2 ** (failures - 1));
}
