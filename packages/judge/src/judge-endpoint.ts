import type { AskResult } from './endpoint/ask-result.ts';
import { type AnswerHeaders, type Ask, createAsk } from './endpoint/ask.ts';
import { type BatchApi, createBatchApi } from './batch/batch-api.ts';
import type { ChatRequest } from './endpoint/chat-request.ts';
import { type CircuitBreaker, createCircuitBreaker } from './endpoint/circuit-breaker.ts';
import type { Clock } from './endpoint/clock.ts';
import { type EndpointFacts, describeEndpoint } from './endpoint/endpoint-facts.ts';
import type { BatchSettings, EndpointSettings } from './endpoint/endpoint-settings.ts';
import { fingerprintEndpoint } from './endpoint/fingerprint.ts';
import { createLimiter, type Limiter, type LimitUse } from './endpoint/limiter.ts';
import { createAdaptiveTimeout } from './endpoint/adaptive-timeout.ts';
import { type ListedModels, listModels } from './endpoint/list-models.ts';
import { fitsAnyGlob, fitsGlob } from './endpoint/model-glob.ts';
import { priceOf, type SourcedPrice } from './endpoint/prices.ts';
import { redactError, redactSecrets } from './endpoint/redact-secrets.ts';
import { redactSecrets as redactKeys } from './reply/redact.ts';
import { DEFAULT_RETRY, type RetryRule } from './endpoint/retry.ts';
import type { PlacedJudge } from './choose-endpoint.ts';

/** Where judges are asked: one client, one limiter and one circuit for all runs that use it. */
export type Endpoint = {
	/** Endpoints are known by name, in the configuration and in what workers report; never by a caller's URL. */
	readonly name: string;
	/** What operators may read of its settings. */
	readonly facts: EndpointFacts;
	/** The same in two processes only where the settings are; see `fingerprintEndpoint`. */
	readonly fingerprint: string;
	readonly ask: Ask;
	readonly limiter: Limiter;
	readonly breaker: CircuitBreaker;
	readonly retry: RetryRule;
	/** Absent where the endpoint has none. */
	readonly batches: BatchApi | undefined;
	readonly batchSettings: BatchSettings;
	readonly allows: (model: string) => boolean;
	/** What a model's tokens cost here: as configured, else its list price; undefined when it is not known. */
	readonly priceOf: (model: string) => SourcedPrice | undefined;
	/** A request with the endpoint's own fields, which replace none of the judge's. */
	readonly complete: (request: ChatRequest) => ChatRequest;
	/** What `{base}/models` answers, `addition` between both; see `listModels`. */
	readonly listModels: (signal: AbortSignal, addition?: string) => Promise<ListedModels>;
	/** The path of its address. */
	readonly path: string;
	readonly hasKey: boolean;
	/** Calls `listen` with the headers of every answer, until the function that it returns is called. */
	readonly listen: (listen: (headers: AnswerHeaders) => void) => () => void;
	/** A text without the key and the secret headers of this endpoint, or what looks like a key. */
	readonly redact: (text: string) => string;
	/** Counts games that come or, negative, go. */
	readonly addGames: (games: number) => void;
	readonly status: () => EndpointStatus;
	readonly close: () => Promise<void>;
};

export type EndpointStatus = {
	/** Waiting or in flight in this process. */
	readonly games: number;
	/** Absent while calls come through. */
	readonly outage: { readonly since: Date; readonly reason: string } | undefined;
	readonly use: LimitUse;
};

/** The endpoint that serves a judge version, or why there is none. */
export type EndpointOf = (judge: PlacedJudge) => Endpoint | { readonly missing: string };

export type EndpointDeps = {
	readonly clock: Clock;
	/** Of the installation, for fingerprints. */
	readonly secret: string;
	/** Whether a text whose end no word names is known to be whole; by default where it ends on a verdict. */
	readonly endsWell?: ((text: string) => boolean) | undefined;
	/** Called with every call that has come back, in whatever way. */
	readonly onCall?: (
		asked: { readonly judge: string; readonly endpoint: string },
		result: AskResult,
	) => void;
};

export function createEndpoint(
	settings: EndpointSettings,
	{
		clock,
		secret,
		fingerprint = fingerprintEndpoint(settings, secret),
		onCall,
		endsWell,
	}: EndpointDeps & { readonly fingerprint?: string },
): Endpoint {
	const { name, body, concurrency, requestsPerMinute, tokensPerMinute } = settings;
	const { callTimeoutMs: callMs, connectTimeoutMs: connectMs, secretHeaders } = settings;
	const listeners = new Set<(headers: AnswerHeaders) => void>();
	const { ask, close } = createAsk({
		...settings,
		endsWell,
		onAnswer: (headers) => {
			for (const listen of listeners) listen(headers);
		},
		now: () => clock.now(),
		tick: () => performance.now(),
		connections: concurrency,
		deadlines: { callMs, ...(connectMs === undefined ? {} : { connectMs }) },
		adaptiveTimeout: createAdaptiveTimeout(),
	});
	const breaker = createCircuitBreaker({ clock });
	const limiter = createLimiter({
		clock,
		maxInFlight: concurrency,
		...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
		...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
	});
	const hasFields = Object.keys(body).length > 0;
	const complete = (request: ChatRequest) => (hasFields ? { ...body, ...request } : request);
	let games = 0;
	let lastError = '';
	let outageSince: Date | undefined;
	return {
		name,
		facts: describeEndpoint(settings),
		fingerprint,
		breaker,
		close,
		limiter,
		complete,
		batches: settings.batch.isSupported
			? createBatchApi({
					...settings,
					secrets: secretHeaders,
					now: () => clock.now(),
					endsWell,
				})
			: undefined,
		batchSettings: settings.batch,
		retry: { ...DEFAULT_RETRY, maxTries: settings.maxTries },
		allows: (model) => fitsAnyGlob(settings.models, model),
		priceOf: (model) => {
			const own = settings.prices.find((price) => fitsGlob(price.model, model));
			return own ? { ...own, source: 'endpoints-file' } : priceOf(model);
		},
		listModels: (signal, addition) => listModels(settings, signal, addition),
		path: new URL(settings.baseUrl).pathname,
		hasKey: settings.apiKey !== '' || secretHeaders.length > 0,
		ask: async (request, signal) => {
			const result = await ask(complete(request), signal);
			onCall?.({ judge: request.model, endpoint: name }, result);
			if (result.kind === 'reply') return result;
			const plain = redactError(result, secretHeaders);
			lastError = `${plain.errorClass}: ${plain.message}`;
			return plain;
		},
		listen: (listen) => {
			listeners.add(listen);
			return () => void listeners.delete(listen);
		},
		redact: (text) => redactSecrets(redactKeys(text, settings.apiKey), secretHeaders),
		addGames: (more) => {
			games += more;
		},
		status: () => {
			outageSince = breaker.isOpen() ? (outageSince ?? new Date(clock.now())) : undefined;
			const outage = outageSince && { since: outageSince, reason: lastError };
			return { games, outage, use: limiter.read() };
		},
	};
}

export function isMissing(
	endpoint: Endpoint | { readonly missing: string },
): endpoint is { readonly missing: string } {
	return 'missing' in endpoint;
}
