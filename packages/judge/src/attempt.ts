import type { Judgment, ProviderErrorClass } from '@codejoust/arena/judgment';

/** How often a call failed on the way to a reply, by class. */
export type TransportErrors = Readonly<Partial<Record<ProviderErrorClass, number>>>;

/** One thing the judge said in a game, or the provider error the game ended with. Everything a judgment keeps. */
export type Attempt = {
	readonly judgment: Judgment;
	/** The judge's words; null without a reply. */
	readonly text: string | null;
	readonly finishReason: string | null;
	/** Null without a reply. */
	readonly promptTokens: number | null;
	readonly completionTokens: number | null;
	/** The provider reported no usage and the tokens were counted here. */
	readonly tokensEstimated: boolean;
	/** As the provider reports it; null without a reply. */
	readonly model: string | null;
	readonly requestId: string | null;
	/** Of the last call; null in a batch, which tells no times of its lines. */
	readonly latencyMs: number | null;
	/** Calls before the last one that brought nothing. */
	readonly transportRetries: number;
	readonly transportErrors: TransportErrors;
	/** Of all calls, those answered 200 with something unreadable: charged, and in no token count. */
	readonly paidRetries: number;
	readonly isReAsk: boolean;
	/** Milliseconds since the epoch: when the last call set out and when it came back. */
	readonly askedAt: number;
	readonly receivedAt: number;
	/** The provider's words about a provider error, without secrets; else null. */
	readonly errorMessage: string | null;
};
