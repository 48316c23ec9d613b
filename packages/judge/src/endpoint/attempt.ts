import type { Judgment, ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import type { ReplyFlag } from '@codejoust/arena/rules/reply-flags';

/** How often a call failed on the way to a reply, by class. */
export type TransportErrors = Readonly<Partial<Record<ProviderErrorClass, number>>>;

/** One thing the judge said in a game, or the provider error the game ended with. Everything a judgment keeps. */
export type Attempt = {
	readonly judgment: Judgment;
	/** The judge's final text, or as much of it as was kept; null without a reply. */
	readonly text: string | null;
	/** What the judge thought before it; null without any. */
	readonly thinking: string | null;
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
	/** Of all calls, those answered 200 with something that could not be read; most are charged. */
	readonly paidRetries: number;
	readonly isReAsk: boolean;
	/** Milliseconds since the epoch: when the last call set out and when it came back. */
	readonly askedAt: number;
	readonly receivedAt: number;
	/** A sentence of the provider, or about its reply, that says why there is no verdict; null where the text shows it. */
	readonly detail: string | null;
	/** What was unusual about a reply that was read. */
	readonly flags: readonly ReplyFlag[];
};
