/**
 * Why a judge version or an endpoint is not asked for now. `rate-limit` ends by the clock, every other cause when an
 * operator has dealt with it.
 */
export const HOLD_CAUSES = [
	'model-gone',
	'refused-alike',
	'unreadable-alike',
	'no-logprobs',
	'wrong-key',
	'no-money',
	'rate-limit',
] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];

/** Why a run is paused: an operator has asked for it, a budget is reached, or something that waiting does not mend. */
export const PAUSE_CAUSES = ['operator', 'budget', 'trouble'] as const;
export type PauseCause = (typeof PAUSE_CAUSES)[number];
