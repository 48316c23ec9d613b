import type { ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { ReplyFlag } from '@codejoust/arena/rules/reply-flags';
import type { Usage } from './usage.ts';

/** What a reply says and what its provider says beside it. */
export type Said = {
	/** The final text; of a body that is no completion, its first 2,000 characters. */
	readonly text: string;
	/** Kept, shown folded, never read; null without any. */
	readonly thinking: string | null;
	/** The provider's word for how the reply ended; null without one. */
	readonly finishReason: string | null;
	/** As the provider reports it; empty when it does not. */
	readonly model: string;
	readonly usage: Usage;
	readonly flags: readonly ReplyFlag[];
	/** What the first token could have been, most probable first; absent where the provider tells no probabilities. */
	readonly logprobs?: readonly TokenProbability[];
};

/**
 * A token that the reply could have begun with, and the natural logarithm of its probability as it was told; null where that is
 * no finite number.
 */
export type TokenProbability = { readonly token: string; readonly logprob: number | null };

/** Why a text, though it arrived, is not one that can be read. */
export type ReplyTrouble = {
	readonly reason: 'empty' | 'truncated' | 'refused';
	/** A sentence for people, of the provider or about its reply. */
	readonly words: string;
};

/** What came back for one request. */
export type ReadReply =
	/** A final text that ended well. */
	| { readonly kind: 'final'; readonly said: Said }
	/** A trouble that has a name. */
	| { readonly kind: 'trouble'; readonly said: Said; readonly trouble: ReplyTrouble }
	/** No reply: an error of the provider, or nothing that can be read. */
	| {
			readonly kind: 'error';
			readonly errorClass: ProviderErrorClass;
			/** The provider's words, at most 300 characters, without secrets. */
			readonly message: string;
			readonly status: number;
			readonly retryAfterMs?: number;
			/** What arrived of a reply that broke off or cannot be read: charged, most likely. */
			readonly said?: Said;
	  };

/** Of what was said and could not be read, this much is kept. */
export const KEPT_CHARACTERS = 2_000;
