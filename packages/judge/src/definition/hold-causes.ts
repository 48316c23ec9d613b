/**
 * Why a judge version or an endpoint is not asked for now. `rate-limit` ends by the clock, every other cause when an
 * operator has dealt with it.
 */
export const HOLD_CAUSES = [
	'model-gone',
	'refused-alike',
	'unreadable-alike',
	'wrong-key',
	'no-money',
	'rate-limit',
] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];
