/** How long each part of a call may take, in milliseconds. */
export type Deadlines = {
	/** From the first packet to an open connection. */
	readonly connectMs: number;
	/** From the sent request to the reply's headers. Most providers send them only with the finished reply. */
	readonly headersMs: number;
	/** Between two pieces of the reply's body. */
	readonly stallMs: number;
	/** The whole call, body included. */
	readonly callMs: number;
};

const BASE_MS = 60_000;
/** 50 output tokens a second: slower than any hosted judge in ordinary use. */
const MS_PER_TOKEN = 20;

/** Deadlines for a reply of at most `maxTokens` output tokens. */
export function defaultDeadlines(maxTokens: number): Deadlines {
	const callMs = BASE_MS + MS_PER_TOKEN * maxTokens;
	return { connectMs: 10_000, headersMs: callMs, stallMs: BASE_MS, callMs };
}
