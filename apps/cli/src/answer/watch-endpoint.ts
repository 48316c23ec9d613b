import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { readSign } from '@codejoust/judge/holds/read-sign';
import type { MissingReason } from './read-turn.ts';
import { countSuspicions } from '@codejoust/judge/holds/suspicions';

/** Why an endpoint is asked nothing more. */
export type Stop =
	/** A refusal that waiting does not end, or that lasts longer than a command waits. */
	| {
			readonly kind: 'held';
			readonly result: Extract<AskResult, { readonly kind: 'error' }>;
			/** Milliseconds until the provider takes calls again, where it says so. */
			readonly forMs?: number;
	  }
	/** Nothing came back from it, at the first question or for too long. */
	| {
			readonly kind: 'unreachable';
			readonly result: Extract<AskResult, { readonly kind: 'error' }>;
	  }
	/** The first replies have no text, so that the next would have none either. */
	| { readonly kind: 'silent'; readonly words: string }
	/** The Batch API refuses, or a batch failed as a whole. */
	| { readonly kind: 'batch'; readonly message: string };

export type EndpointWatch = {
	/** A call sets out; its number is for `heard`. */
	readonly begin: () => number;
	readonly heard: (
		result: AskResult,
		call: { readonly questionId: string; readonly number: number },
	) => void;
	/** A question was given up for this reason, after all tries. */
	readonly gaveUp: (reason: MissingReason) => void;
	/** Whether the endpoint has given a text yet. */
	readonly hasAnswered: () => boolean;
	/** An outage that began at `since` ends the asking when it lasts longer than `patienceMs`. */
	readonly lookAtOutage: (since: Date | undefined, nowMs: number, patienceMs: number) => void;
};

/** Questions given up with no reply between them, before and after the first reply: the next would cost as much for nothing. */
const MOST_GIVEN_UP_AT_FIRST = 5;
const MOST_GIVEN_UP = 20;

/** Replies without a text, with none before them that has one. */
const MOST_SILENT = 5;

/** Their questions' own fault, and free: the next may be answered. */
const OF_QUESTION: readonly MissingReason[] = ['context-length', 'filtered', 'prompt-cut'];

/**
 * Reads from the results of calls whether it is of any use to go on, by the signs that hold a judge. Calls `stop` at most once.
 *
 * @param isFirst nothing was ever answered: replies without a text are a sign of wrong settings
 */
export function watchEndpoint(stop: (why: Stop) => void, isFirst: boolean): EndpointWatch {
	let number = 0;
	let answered = false;
	let isStopped = false;
	let givenUp = 0;
	let silent = 0;
	let lastError: Extract<AskResult, { readonly kind: 'error' }> | undefined;
	const suspicions = countSuspicions(() => answered);
	const end = (why: Stop) => {
		if (isStopped) return;
		isStopped = true;
		stop(why);
	};
	return {
		begin: () => ++number,
		heard: (result, { questionId, number: own }) => {
			if (result.kind === 'reply') {
				givenUp = 0;
				suspicions.answered(own);
				if (result.trouble?.reason !== 'empty' || !isFirst) answered = true;
				else if (!answered && ++silent >= MOST_SILENT)
					end({ kind: 'silent', words: result.trouble.words });
				return;
			}
			lastError = result;
			const sign = readSign(result);
			if (sign.kind === 'hold')
				end({ kind: 'held', result, ...(sign.forMs === undefined ? {} : { forMs: sign.forMs }) });
			if (sign.kind !== 'suspicion') return;
			suspicions.add(sign, { gameId: questionId, number: own, askedAt: new Date() });
			if (suspicions.enough()) end({ kind: 'held', result });
		},
		gaveUp: (reason) => {
			if (OF_QUESTION.includes(reason)) return;
			givenUp += 1;
			if (!lastError) return;
			if (!answered && readSign(lastError).kind === 'outage')
				end({ kind: 'unreachable', result: lastError });
			else if (givenUp >= (answered ? MOST_GIVEN_UP : MOST_GIVEN_UP_AT_FIRST))
				end({ kind: 'held', result: lastError });
		},
		hasAnswered: () => answered,
		lookAtOutage: (since, nowMs, patienceMs) => {
			if (since && lastError && nowMs - since.getTime() > patienceMs)
				end({ kind: 'unreachable', result: lastError });
		},
	};
}
