export type Share = {
	readonly limit: number;
	readonly remaining: number;
	readonly isOver: boolean;
	readonly resetSeconds: number;
	readonly windowSeconds: number;
};

export type RequestWindow = {
	/** Takes one request out of a caller's share of this minute; `undefined` when there is no limit. */
	readonly take: (caller: string, limit: number) => Share | undefined;
};

const WINDOW_SECONDS = 60;
/** Callers counted one by one in a minute; those beyond share one count, so that memory stays bounded. */
const MOST_CALLERS = 100_000;
const THE_REST = 'the rest';

/** Counts requests by the minute of the clock, in this process alone. */
export function openRequestWindow({ now }: { readonly now: () => Date }): RequestWindow {
	let counts = new Map<string, number>();
	let minute = -1;
	return {
		take: (caller, limit) => {
			if (limit === 0) return undefined;
			const seconds = now().getTime() / 1000;
			const current = Math.floor(seconds / WINDOW_SECONDS);
			if (current !== minute) {
				counts = new Map();
				minute = current;
			}
			const name = counts.has(caller) || counts.size < MOST_CALLERS ? caller : THE_REST;
			const count = (counts.get(name) ?? 0) + 1;
			counts.set(name, count);
			return {
				limit,
				remaining: Math.max(0, limit - count),
				isOver: count > limit,
				resetSeconds: Math.max(1, Math.ceil((current + 1) * WINDOW_SECONDS - seconds)),
				windowSeconds: WINDOW_SECONDS,
			};
		},
	};
}
