/**
 * How long a call is worth waiting for, learnt from the replies so far. A provider that answers in half a second and then
 * says nothing for a quarter of a minute has lost the call, long before the deadline that a slow judge needs.
 */
export type AdaptiveTimeout = {
	/** Milliseconds for a whole call; at most `ceilingMs`, and that while little is known. */
	allow(ceilingMs: number): number;
	onReply(latencyMs: number): void;
	/** Calls that time out with no reply between them double the timeout each time. */
	onTimeout(): void;
};

export type AdaptiveTimeoutOptions = {
	/** Never less than this. Default 15 s. */
	readonly floorMs?: number;
	/** Times the slowest of the last replies. Default 6. */
	readonly factor?: number;
};

const REMEMBERED = 200;
const NEEDED = 20;
const MOST_DOUBLINGS = 20;

export function createAdaptiveTimeout({
	floorMs = 15_000,
	factor = 6,
}: AdaptiveTimeoutOptions = {}): AdaptiveTimeout {
	const latencies: number[] = [];
	let slowest = 0;
	let next = 0;
	let doublings = 0;
	return {
		allow: (ceilingMs) => {
			if (latencies.length < NEEDED) return ceilingMs;
			return Math.min(ceilingMs, Math.max(floorMs, factor * slowest) * 2 ** doublings);
		},
		onReply: (latencyMs) => {
			doublings = 0;
			latencies[next] = latencyMs;
			next = (next + 1) % REMEMBERED;
			// The slowest is looked for again once a round, so it holds for one to two rounds.
			slowest = next === 0 ? Math.max(...latencies) : Math.max(slowest, latencyMs);
		},
		onTimeout: () => {
			doublings = Math.min(MOST_DOUBLINGS, doublings + 1);
		},
	};
}
