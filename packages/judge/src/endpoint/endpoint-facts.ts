import type { EndpointSettings } from './endpoint-settings.ts';

/** What may be read of an endpoint's settings: no key, no header's value, no query. Plain data that survives JSON. */
export type EndpointFacts = {
	readonly host: string;
	readonly models: readonly string[];
	readonly concurrency: number;
	readonly requestsPerMinute: number | null;
	readonly tokensPerMinute: number | null;
	readonly timeoutSeconds: number;
	readonly batch: {
		readonly isSupported: boolean;
		readonly priceFactor: number;
		readonly maxRequests: number;
		readonly maxEnqueuedTokens: number | null;
	};
	/** Names alone. */
	readonly headers: readonly string[];
	readonly bodyFields: readonly string[];
	readonly prices: readonly {
		readonly model: string;
		readonly inputMicroUsd: number;
		readonly outputMicroUsd: number;
	}[];
};

export function describeEndpoint(settings: EndpointSettings): EndpointFacts {
	const { batch } = settings;
	return {
		host: new URL(settings.baseUrl).host,
		models: settings.models,
		concurrency: settings.concurrency,
		requestsPerMinute: settings.requestsPerMinute ?? null,
		tokensPerMinute: settings.tokensPerMinute ?? null,
		timeoutSeconds: settings.callTimeoutMs / 1000,
		batch: {
			isSupported: batch.isSupported,
			priceFactor: batch.priceFactor,
			maxRequests: batch.maxRequests,
			maxEnqueuedTokens: batch.maxEnqueuedTokens ?? null,
		},
		headers: Object.keys(settings.headers),
		bodyFields: Object.keys(settings.body),
		prices: settings.prices.map(({ model, inputMicroUsd, outputMicroUsd }) => ({
			model,
			inputMicroUsd,
			outputMicroUsd,
		})),
	};
}
