import OpenAI, { APIError, type ClientOptions } from 'openai';

export { APIError };
export type OpenAiClient = OpenAI;

/** The SDK without what is ours to do: retries, deadlines, logs; and without what it would take from the environment. */
export function createOpenAi(options: {
	readonly baseUrl: string;
	/** Empty for an endpoint that wants none. */
	readonly apiKey: string;
	readonly fetch?: NonNullable<ClientOptions['fetch']>;
}): OpenAI {
	return new OpenAI({
		baseURL: options.baseUrl,
		apiKey: options.apiKey === '' ? 'none' : options.apiKey,
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

export function isConnectionTimeout(error: unknown): boolean {
	return error instanceof OpenAI.APIConnectionTimeoutError;
}
