import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import { type Ask, createAsk } from '@codejoust/judge/ask';
import { type BatchApi, createBatchApi } from '@codejoust/judge/batch-api';
import { type CircuitBreaker, createCircuitBreaker } from '@codejoust/judge/circuit-breaker';
import type { Clock } from '@codejoust/judge/clock';
import { createLimiter, type Limiter } from '@codejoust/judge/limiter';
import { createPatience } from '@codejoust/judge/patience';
import type { RetryRule } from '@codejoust/judge/retry';

/** Where judges are asked: one client, one limiter and one circuit for all runs that use it. */
export type Endpoint = {
	readonly name: EndpointName;
	readonly ask: Ask;
	readonly limiter: Limiter;
	readonly breaker: CircuitBreaker;
	readonly retry: RetryRule;
	/** Whether it offers one is seen when it is asked; the rehearsal judge has none. */
	readonly batches: BatchApi | undefined;
	/** Counts games that come or, negative, go. */
	readonly addGames: (games: number) => void;
	readonly status: () => EndpointStatus;
	readonly close: () => Promise<void>;
};

/** Endpoints are known by name, in the configuration and in what workers report; never by a caller's URL. */
export type EndpointName = 'rehearsal' | 'live';

export type EndpointStatus = {
	/** Waiting or in flight in this process. */
	readonly games: number;
	/** Absent while calls come through. */
	readonly outage: { readonly since: Date; readonly reason: string } | undefined;
};

/** The endpoint that serves a judge version, or why there is none. */
export type EndpointOf = (
	judge: Pick<JudgeVersionRow, 'isRehearsal' | 'model'>,
) => Endpoint | { readonly missing: string };

export function endpointName(judge: { readonly isRehearsal: boolean }): EndpointName {
	return judge.isRehearsal ? 'rehearsal' : 'live';
}

export function createEndpoint(options: {
	readonly name: EndpointName;
	readonly baseUrl: string;
	readonly apiKey: string;
	readonly clock: Clock;
	readonly retry: RetryRule;
	readonly maxInFlight: number;
	readonly callTimeoutMs: number;
	readonly requestsPerMinute?: number | undefined;
	readonly tokensPerMinute?: number | undefined;
}): Endpoint {
	const { clock, maxInFlight, requestsPerMinute, tokensPerMinute } = options;
	const { ask, close } = createAsk({
		baseUrl: options.baseUrl,
		apiKey: options.apiKey,
		now: () => clock.now(),
		tick: () => performance.now(),
		connections: maxInFlight,
		deadlines: { callMs: options.callTimeoutMs },
		patience: createPatience(),
	});
	const { baseUrl, apiKey } = options;
	const batches =
		options.name === 'rehearsal'
			? undefined
			: createBatchApi({ baseUrl, apiKey, now: () => clock.now() });
	const breaker = createCircuitBreaker({ clock });
	let games = 0;
	let lastError = '';
	let outageSince: Date | undefined;
	return {
		name: options.name,
		breaker,
		close,
		batches,
		retry: options.retry,
		limiter: createLimiter({
			clock,
			maxInFlight,
			...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
			...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
		}),
		ask: async (request, signal) => {
			const result = await ask(request, signal);
			if (result.kind === 'error') lastError = `${result.errorClass}: ${result.message}`;
			return result;
		},
		addGames: (more) => {
			games += more;
		},
		status: () => {
			outageSince = breaker.isOpen() ? (outageSince ?? new Date(clock.now())) : undefined;
			return { games, outage: outageSince && { since: outageSince, reason: lastError } };
		},
	};
}

export function isMissing(
	endpoint: Endpoint | { readonly missing: string },
): endpoint is { readonly missing: string } {
	return 'missing' in endpoint;
}
