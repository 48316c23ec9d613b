import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { Clock } from '@codejoust/judge/endpoint/clock';
import { onAbort } from '@codejoust/judge/endpoint/on-abort';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { AnswerFiles, Wanted } from './answer-files.ts';
import { type Asking, askQuestion } from './ask-question.ts';
import type { MissingAnswers } from './missing-answers.ts';
import type { AskedQuestion } from './question-source.ts';
import { type Stop, watchEndpoint } from './watch-endpoint.ts';

export type LiveDeps = {
	readonly endpoint: Pick<Endpoint, 'ask' | 'limiter' | 'breaker' | 'retry' | 'status'>;
	readonly clock: Clock;
	readonly asking: Asking;
	readonly files: AnswerFiles;
	readonly missing: MissingAnswers;
	/** Questions that are asked at a time. */
	readonly concurrency: number;
	/** How long nothing may come back before that ends the asking. */
	readonly patienceMs: number;
	readonly signal: AbortSignal;
};

/** Calls for a question before the endpoint has answered any: a wrong address is told in seconds. */
const FIRST_TRIES = 3;
const LOOK_MS = 500;

/**
 * Asks everything that is wanted, the first question alone until the endpoint has answered one. Resolves with why it stopped
 * early, undefined when all was asked. Rejects when the signal aborts, a file cannot be written, or the questions cannot be read.
 */
export async function askLive(
	wanted: AsyncIterable<{ readonly question: AskedQuestion; readonly wanted: Wanted }>,
	deps: LiveDeps,
): Promise<Stop | undefined> {
	const { endpoint, clock, concurrency, signal, missing } = deps;
	const ending = new AbortController();
	const all = AbortSignal.any([signal, ending.signal]);
	let stopped: Stop | undefined;
	let failure: { readonly error: unknown } | undefined;
	const watch = watchEndpoint((why) => {
		stopped = why;
		ending.abort(new Error('the endpoint is asked no more'));
	}, deps.files.totals().answers === 0);
	const places = countPlaces(() => (watch.hasAnswered() ? concurrency : 1));

	const ask = async (question: AskedQuestion, one: Wanted): Promise<void> => {
		let number = 0;
		const asked = await askQuestion(question, one, {
			...deps,
			...endpoint,
			ask: (request, callSignal) => {
				number = watch.begin();
				return endpoint.ask(request, callSignal);
			},
			retry: watch.hasAnswered() ? endpoint.retry : { ...endpoint.retry, maxTries: FIRST_TRIES },
			random: Math.random,
			signal: all,
			onResult: (result: AskResult) => {
				watch.heard(result, { questionId: question.id, number });
				if (result.kind === 'reply') places.look();
			},
		});
		if (asked.kind === 'answered') return;
		missing.add(one, asked);
		if (await missing.fill(one, asked, deps.files)) return;
		watch.gaveUp(asked.reason);
	};

	const timer = setInterval(
		() => watch.lookAtOutage(endpoint.status().outage?.since, clock.now(), deps.patienceMs),
		LOOK_MS,
	);
	try {
		for await (const { question, wanted: one } of wanted) {
			await places.take(all);
			void ask(question, one)
				.catch((error: unknown) => {
					if (!all.aborted) failure ??= { error };
					ending.abort(error);
				})
				.finally(places.free);
		}
	} catch (error) {
		if (!all.aborted) failure ??= { error };
		ending.abort(error);
	} finally {
		await places.untilEmpty();
		clearInterval(timer);
	}
	if (failure) throw failure.error;
	signal.throwIfAborted();
	return stopped;
}

/** Places that work is done in, first come first served; how many there are may grow. */
function countPlaces(most: () => number) {
	let used = 0;
	let wake: (() => void) | undefined;
	let emptied: (() => void) | undefined;
	const look = () => {
		if (used < most()) wake?.();
		if (used === 0) emptied?.();
	};
	return {
		look,
		/** For one caller at a time. Rejects when the signal aborts. */
		take: async (signal: AbortSignal): Promise<void> => {
			while (used >= most()) {
				signal.throwIfAborted();
				await new Promise<void>((resolve) => {
					const forget = onAbort(signal, resolve);
					wake = () => {
						forget();
						resolve();
					};
				});
			}
			signal.throwIfAborted();
			used++;
		},
		free: () => {
			used--;
			look();
		},
		untilEmpty: async (): Promise<void> => {
			if (used === 0) return;
			await new Promise<void>((resolve) => {
				emptied = resolve;
			});
		},
	};
}
