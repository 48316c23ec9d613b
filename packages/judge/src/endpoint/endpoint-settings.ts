import type { Price } from './prices.ts';

/** How the key is sent: as `Authorization: Bearer`, or alone in a header of this name. */
export type EndpointAuth =
	{ readonly kind: 'bearer' } | { readonly kind: 'header'; readonly name: string };

/** How the endpoint's Batch API is used. */
export type BatchSettings = {
	/** False: the endpoint has none, and nothing is sent to it. */
	readonly isSupported: boolean;
	/** Price of a token in a batch, as a fraction of its usual price. */
	readonly priceFactor: number;
	/** Games of one batch. */
	readonly maxRequests: number;
	/** Tokens that all open batches may hold together, as we estimate them; absent: no limit. */
	readonly maxEnqueuedTokens?: number | undefined;
	readonly pollMs: number;
};

/** All that an operator says of an endpoint. Operational: no part of any judge's hash. */
export type EndpointSettings = {
	/** `[a-z0-9-]+`, by which requests, runs and pages know it. */
	readonly name: string;
	/** Up to and including the version, such as `/v1`; its query is sent with every call. */
	readonly baseUrl: string;
	/** Empty for an endpoint that wants none. */
	readonly apiKey: string;
	readonly auth: EndpointAuth;
	/** Sent with every call. */
	readonly headers: Readonly<Record<string, string>>;
	/** Of those values, the ones that came from variables of the environment. */
	readonly secretHeaders: readonly string[];
	/** Fields of every chat request; what a judge pins is never among them. */
	readonly body: Readonly<Record<string, unknown>>;
	/** Globs of the models that may be asked here, `*` for any characters. */
	readonly models: readonly string[];
	readonly concurrency: number;
	readonly requestsPerMinute?: number | undefined;
	readonly tokensPerMinute?: number | undefined;
	/** Of one whole call. */
	readonly callTimeoutMs: number;
	/** From the first packet to an open connection; absent: 10 s. */
	readonly connectTimeoutMs?: number | undefined;
	/** Calls for one reply. */
	readonly maxTries: number;
	readonly maxReplyBytes: number;
	readonly batch: BatchSettings;
	/** By the exact name of a model, or a glob. The first that fits counts. */
	readonly prices: readonly (Price & { readonly model: string })[];
};
