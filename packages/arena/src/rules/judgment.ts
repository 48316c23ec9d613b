import type { Rating } from './rating.ts';
import type { Verdict } from './verdict.ts';

/**
 * Why a provider gave no reply that could be read. `auth`, `quota` and `model-gone` need the operator; `bad-request`,
 * `context-length` and `too-large` would be the same for the same prompt; the rest may pass by themselves. `unreadable` is a
 * 2xx that holds no completion, `broken-off` a completion that is known not to have ended, or not known to have ended.
 */
export const PROVIDER_ERROR_CLASSES = [
	'rate-limit',
	'server',
	'timeout',
	'network',
	'auth',
	'bad-request',
	'context-length',
	'quota',
	'model-gone',
	'unreadable',
	'broken-off',
	'too-large',
] as const;
export type ProviderErrorClass = (typeof PROVIDER_ERROR_CLASSES)[number];

/**
 * Why a reply that did arrive cannot be scored. `low-mass`: the letters of the answers are improbable together; `no-logprobs`:
 * the reply does not say how probable they are; `not-recorded`: the file that a judgment would be imported from has none.
 */
export const UNREADABLE_REASONS = [
	'empty',
	'truncated',
	'refused',
	'no-verdict',
	'contradictory',
	'out-of-range',
	'prompt-cut',
	'low-mass',
	'no-logprobs',
	'not-recorded',
] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** Why a game has no verdict. */
export const UNSCORED_REASONS = [...UNREADABLE_REASONS, 'provider-error'] as const;
export type UnscoredReason = (typeof UNSCORED_REASONS)[number];

/** One of the five labels; from a judge that is read by its probabilities, with them. */
export type VerdictJudgment = {
	readonly kind: 'scored';
	readonly verdict: Verdict;
	/** How probable the judge made it that the answer shown first is better, 0 to 1. */
	readonly preference?: number;
};

/** One answer rated under one criterion, 1 (worst) to 10. */
export type RatingJudgment = { readonly kind: 'scored'; readonly rating: Rating };

export type UnscoredJudgment =
	| { readonly kind: 'unscored'; readonly reason: UnreadableReason }
	| {
			readonly kind: 'unscored';
			readonly reason: 'provider-error';
			readonly errorClass: ProviderErrorClass;
	  };

/** What is known of one game: a verdict, or the reason why there is none. Never a default. */
export type GameJudgment = VerdictJudgment | UnscoredJudgment;

/** What is known of one question to a judge of any kind. */
export type Judgment = GameJudgment | RatingJudgment;

/** An unscored judgment that says nothing of its game: the provider failed, or its reply lacks what is read. */
export type OfProvider =
	| Extract<UnscoredJudgment, { readonly reason: 'provider-error' }>
	| { readonly kind: 'unscored'; readonly reason: 'no-logprobs' };

/** Whether a judgment is an attempt that leaves its game open to be asked again. */
export function isOfProvider(judgment: Judgment): judgment is OfProvider {
	return (
		judgment.kind === 'unscored' &&
		(judgment.reason === 'provider-error' || judgment.reason === 'no-logprobs')
	);
}
