import { setTimeout as pause } from 'node:timers/promises';

export interface FetchLoopOptions<Item> {
	/** One look into the queue; undefined when it is empty. */
	fetch(): Promise<Item | undefined>;
	/** The longest time that a chunk from another process waits for a free worker. */
	readonly everyMs: number;
	onTrouble(error: unknown): void;
}

export interface FetchLoop<Item> {
	/** Waits for an item; undefined once the signal aborts. Trouble is reported and waited out. */
	next(signal: AbortSignal): Promise<Item | undefined>;
	/** Ends all present waits early: there is something to fetch. */
	wake(): void;
}

export function fetchLoop<Item>({
	fetch,
	everyMs,
	onTrouble,
}: FetchLoopOptions<Item>): FetchLoop<Item> {
	let bell = new AbortController();
	const look = async () => {
		try {
			return await fetch();
		} catch (error) {
			onTrouble(error);
			return undefined;
		}
	};
	return {
		next: async (signal) => {
			while (!signal.aborted) {
				const rung = bell.signal;
				const item = await look();
				if (item !== undefined) return item;
				await pause(everyMs, undefined, { signal: AbortSignal.any([signal, rung]) }).catch(
					() => undefined,
				);
			}
			return undefined;
		},
		wake: () => {
			bell.abort();
			bell = new AbortController();
		},
	};
}
