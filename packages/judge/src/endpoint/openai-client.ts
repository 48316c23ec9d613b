import OpenAI, { APIError, type ClientOptions } from 'openai';
import type { EndpointAuth } from './endpoint-settings.ts';

export { APIError };

/** Where and how an endpoint is called. */
export type EndpointRoute = {
	/** A query of it is sent with every call. */
	readonly baseUrl: string;
	/** Empty for an endpoint that wants none. */
	readonly apiKey: string;
	/** By default as `Authorization: Bearer`. */
	readonly auth?: EndpointAuth | undefined;
	/** Sent with every call besides. */
	readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** The SDK without what is ours to do: retries, deadlines, logs; and without what it would take from the environment. */
export function createOpenAi(
	options: EndpointRoute & { readonly fetch?: NonNullable<ClientOptions['fetch']> },
): OpenAI {
	return new OpenAI({
		baseURL: options.baseUrl,
		apiKey: options.apiKey === '' ? 'none' : options.apiKey,
		defaultHeaders: routeHeaders(options),
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		logLevel: 'off',
		maxRetries: 0,
		// Deadlines are ours; this is the longest that a timer can hold.
		timeout: 2 ** 31 - 1,
		...(options.fetch ? { fetch: options.fetch } : {}),
	});
}

/** An address with the headers of its calls. */
export type CallRoute = {
	readonly url: string;
	readonly headers: { get(name: string): string | null };
};

/** Where a client posts JSON to, as the SDK makes it of the address, the key and the headers: the same for each call. */
export async function routeOf(client: OpenAI, path: string): Promise<CallRoute> {
	const { url, req } = await client.buildRequest({ method: 'post', path, body: {} });
	return { url, headers: new Headers(req.headers) };
}

/** The headers of a route, in lower case; null takes one away that the SDK would send. */
export function routeHeaders(route: EndpointRoute): Record<string, string | null> {
	const { apiKey, auth = { kind: 'bearer' }, headers = {} } = route;
	const sent: Record<string, string | null> = {};
	if (auth.kind === 'header' || apiKey === '') sent['authorization'] = null;
	for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
	if (auth.kind === 'header' && apiKey !== '') sent[auth.name.toLowerCase()] = apiKey;
	return sent;
}

export function isConnectionTimeout(error: unknown): boolean {
	return error instanceof OpenAI.APIConnectionTimeoutError;
}
