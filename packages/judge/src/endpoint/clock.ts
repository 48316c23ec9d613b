import { onAbort } from './on-abort.ts';

/** Time as an argument. Both readings are milliseconds. */
export type Clock = {
	/** Since the epoch. */
	now(): number;
	/** Calls back once after `ms`; the returned function cancels. */
	setTimer(ms: number, callback: () => void): () => void;
};

export function createSystemClock(): Clock {
	return {
		now: () => Date.now(),
		setTimer: (ms, callback) => {
			const timer = setTimeout(callback, ms);
			return () => clearTimeout(timer);
		},
	};
}

/** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(signal.reason);
			return;
		}
		const cancel = clock.setTimer(ms, () => {
			forget();
			resolve();
		});
		const forget = onAbort(signal, () => {
			cancel();
			reject(signal.reason);
		});
	});
}
