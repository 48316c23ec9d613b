import type { Verdict } from './verdict.ts';

/** Why a provider gave no reply at all. `auth` and `quota` need the operator; the rest may pass by themselves. */
export const PROVIDER_ERROR_CLASSES = [
	'rate-limit',
	'server',
	'timeout',
	'network',
	'auth',
	'bad-request',
	'context-length',
	'quota',
] as const;
export type ProviderErrorClass = (typeof PROVIDER_ERROR_CLASSES)[number];

/** Why a reply that did arrive cannot be scored. */
export const UNREADABLE_REASONS = [
	'empty',
	'truncated',
	'refused',
	'no-verdict',
	'contradictory',
] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

export type UnscoredReason = UnreadableReason | 'provider-error';

/** What is known of one game: a verdict, or the reason why there is none. Never a default. */
export type Judgment =
	| { readonly kind: 'scored'; readonly verdict: Verdict }
	| { readonly kind: 'unscored'; readonly reason: UnreadableReason }
	| {
			readonly kind: 'unscored';
			readonly reason: 'provider-error';
			readonly errorClass: ProviderErrorClass;
	  };
