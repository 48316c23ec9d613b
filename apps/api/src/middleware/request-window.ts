import type { TakeTogether } from '../request-limits.ts';
import { openSharedCount, type SharedCount } from './shared-count.ts';

export type Share = {
	readonly limit: number;
	readonly remaining: number;
	readonly isOver: boolean;
	readonly resetSeconds: number;
	readonly windowSeconds: number;
};

export type RequestWindow = {
	/** Takes one request out of a caller's share of this minute; `undefined` when there is no limit. Never rejects. */
	readonly take: (caller: string, limit: number) => Promise<Share | undefined>;
};

const WINDOW_SECONDS = 60;
/** Callers counted one by one in a minute; those beyond share one count, so that memory stays bounded. */
const MOST_CALLERS = 100_000;
const THE_REST = 'the rest';

/**
 * Counts requests by the minute of the clock: with the other processes of the database, or in this process alone where there
 * are none.
 *
 * @param what names what is limited, so that the same caller has a count for each
 */
export function openRequestWindow({
	now,
	what,
	takeTogether,
}: {
	readonly now: () => Date;
	readonly what: string;
	readonly takeTogether?: TakeTogether | undefined;
}): RequestWindow {
	let counts = new Map<string, SharedCount>();
	let minute = -1;
	return {
		take: async (caller, limit) => {
			if (limit === 0) return undefined;
			const seconds = now().getTime() / 1000;
			const current = Math.floor(seconds / WINDOW_SECONDS);
			if (current !== minute) {
				counts = new Map();
				minute = current;
			}
			const name = counts.has(caller) || counts.size < MOST_CALLERS ? caller : THE_REST;
			const together =
				takeTogether &&
				((taken: number) => takeTogether({ caller: `${what} ${name}`, minute: current, taken }));
			const count = counts.get(name) ?? openSharedCount(limit, together);
			counts.set(name, count);
			return {
				limit,
				...(await count.take()),
				resetSeconds: Math.max(1, Math.ceil((current + 1) * WINDOW_SECONDS - seconds)),
				windowSeconds: WINDOW_SECONDS,
			};
		},
	};
}
