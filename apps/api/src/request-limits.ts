/** What one caller may ask; 0 is no limit. */
export type RequestLimits = {
	/** Requests a minute. */
	readonly perKey: number;
	readonly perAddress: number;
	/** Pages a minute. */
	readonly pagesPerAddress: number;
	/** Costly reads of one visitor: a minute, at the same time, and how long each may take. */
	readonly costlyPerMinute: number;
	readonly costlyAtOnce: number;
	readonly costlyMs: number;
	/** Progress streams of one visitor at the same time. */
	readonly streams: number;
	/** Progress streams of all visitors of this process together. */
	readonly streamsInAll: number;
	/** Steps of signing in with OpenID Connect a minute from one address. */
	readonly signIns: number;
	/** Reverse proxies in front, whose X-Forwarded-For is believed. */
	readonly proxies: number;
};

/**
 * Adds requests of a caller in a minute to those that the other processes have taken, and says how many there are with them;
 * undefined where nobody answers in time.
 */
export type TakeTogether = (requests: {
	readonly caller: string;
	readonly minute: number;
	readonly taken: number;
}) => Promise<number | undefined>;
