import type { HoldCause } from '../definition/hold-causes.ts';
import type { AskReply, AskResult } from '../endpoint/ask-result.ts';
import type { CallError } from '../endpoint/call-error.ts';
import { LONGEST_WAIT_MS } from '../endpoint/retry.ts';
import type { Protocol } from '../protocol/protocol.ts';

/** What one result of a call says of the judge and its endpoint. */
export type Sign =
	/** The endpoint answers this judge, whatever the answer is worth. */
	| { readonly kind: 'answer' }
	/** The judge, or the endpoint as a whole, need not be asked again before somebody or the clock lifts the hold. */
	| {
			readonly kind: 'hold';
			readonly cause: HoldCause;
			readonly isOfEndpoint: boolean;
			/** Milliseconds until it ends by itself. */
			readonly forMs?: number;
			readonly reason: string;
	  }
	/** It may be this one game's fault, or everybody's. */
	| {
			readonly kind: 'suspicion';
			readonly cause: Extract<HoldCause, 'refused-alike' | 'unreadable-alike' | 'no-logprobs'>;
			/** Equal in two results of one kind: class and words, without what differs from call to call. */
			readonly likeness: string;
			readonly reason: string;
	  }
	/** It was not reached, or fails: the circuit breaker's concern. */
	| { readonly kind: 'outage' }
	/** Nothing is learnt of the judge: a prompt that is too long, a limit that passes, half a reply. */
	| { readonly kind: 'none' };

/**
 * Of a call, or of one of the Batch API that was refused.
 *
 * @param findLack why the endpoint cannot serve the judge, from a reply without what every reply to it needs
 */
export function readSign(result: AskResult | CallError, findLack?: Protocol['findLack']): Sign {
	if (result.kind === 'reply') {
		const lack = isRead(result) ? findLack?.(result.said) : undefined;
		return lack === undefined
			? { kind: 'answer' }
			: { kind: 'suspicion', cause: 'no-logprobs', likeness: lack, reason: lack };
	}
	const { errorClass, message: reason, retryAfterMs = 0 } = result;
	switch (errorClass) {
		case 'model-gone':
			return { kind: 'hold', cause: 'model-gone', isOfEndpoint: false, reason };
		case 'auth':
			return { kind: 'hold', cause: 'wrong-key', isOfEndpoint: true, reason };
		case 'quota':
			return { kind: 'hold', cause: 'no-money', isOfEndpoint: true, reason };
		case 'bad-request':
			return { kind: 'suspicion', cause: 'refused-alike', likeness: likenessOf(result), reason };
		case 'unreadable':
			return { kind: 'suspicion', cause: 'unreadable-alike', likeness: likenessOf(result), reason };
		case 'server':
		case 'timeout':
		case 'network':
			return retryAfterMs > LONGEST_WAIT_MS ? limit(reason, retryAfterMs) : { kind: 'outage' };
		case 'rate-limit':
			return retryAfterMs > LONGEST_WAIT_MS ? limit(reason, retryAfterMs) : { kind: 'none' };
		case 'context-length':
		case 'too-large':
		case 'broken-off':
			return { kind: 'none' };
	}
}

/** What was refused or is empty shows nothing of other replies. */
function isRead({ trouble }: AskReply): boolean {
	return trouble === undefined || trouble.reason === 'truncated';
}

/** A limit is a model's at most providers: another judge of the endpoint finds out by itself. */
function limit(reason: string, forMs: number): Sign {
	return { kind: 'hold', cause: 'rate-limit', isOfEndpoint: false, forMs, reason };
}

/** Words with a digit in them are numbers, ids and names of models: they differ where the kind is the same. */
function likenessOf({ errorClass, message }: CallError): string {
	const words = message.replaceAll(/[\w-]+/g, (word) => (/\d/.test(word) ? '#' : word));
	return `${errorClass} ${words}`;
}
