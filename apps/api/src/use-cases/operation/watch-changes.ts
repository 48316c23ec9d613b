import { setTimeout as pause } from 'node:timers/promises';

type Waiter = {
	readonly seen: string | undefined;
	readonly wake: (mark: string) => void;
	readonly fail: (cause: unknown) => void;
};

export type ChangeWatch = {
	/**
	 * The mark once it is another one than `seen`; undefined when `ms` have passed or the signal has come. Who has seen none
	 * gets the one of the last look immediately, so that a change behind it is told and not taken for the beginning.
	 */
	readonly next: (
		seen: string | undefined,
		until: { readonly ms: number; readonly signal: AbortSignal },
	) => Promise<string | undefined>;
};

/**
 * Reads a mark again and again while somebody waits for another one, once for all who wait. Nothing is kept for a slow
 * reader but what it has seen. A failed read fails those who wait; the next one who waits has it read again.
 */
export function watchChanges(read: () => Promise<string>, everyMs: number): ChangeWatch {
	const waiting = new Set<Waiter>();
	let isLooking = false;
	/** Of the look before the next one; absent while nobody waits. */
	let last: string | undefined;

	const look = async () => {
		isLooking = true;
		try {
			while (waiting.size > 0) {
				const mark = await read();
				last = mark;
				for (const { seen, wake } of [...waiting]) if (seen !== mark) wake(mark);
				if (waiting.size > 0) await pause(everyMs);
			}
		} catch (cause) {
			for (const { fail } of [...waiting]) fail(cause);
		} finally {
			isLooking = false;
			last = undefined;
		}
	};
	return {
		next: (seen, { ms, signal }) => {
			if (signal.aborted) return Promise.resolve(undefined);
			if (seen === undefined && last !== undefined) return Promise.resolve(last);
			return new Promise((resolve, reject) => {
				const leave = () => {
					waiting.delete(waiter);
					clearTimeout(timer);
					signal.removeEventListener('abort', giveUp);
				};
				const giveUp = () => {
					leave();
					resolve(undefined);
				};
				const waiter: Waiter = {
					seen,
					wake: (mark) => {
						leave();
						resolve(mark);
					},
					fail: (cause) => {
						leave();
						reject(cause instanceof Error ? cause : new Error(String(cause)));
					},
				};
				const timer = setTimeout(giveUp, ms);
				signal.addEventListener('abort', giveUp);
				waiting.add(waiter);
				if (!isLooking) void look();
			});
		},
	};
}
