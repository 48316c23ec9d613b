import { onAbort } from './on-abort.ts';

/** The replies of one endpoint that may be large at the same time; the others wait unread, in the order of asking. */
export type LargeReplies = {
	/** Resolves with what frees the place; rejects with the signal's reason when it aborts first. */
	enter(signal: AbortSignal): Promise<() => void>;
};

/** @param places at least 1 */
export function createLargeReplies(places: number): LargeReplies {
	const waiting: (() => void)[] = [];
	let free = places;

	function leave(): void {
		const next = waiting.shift();
		if (next) next();
		else free++;
	}

	async function enter(signal: AbortSignal): Promise<() => void> {
		signal.throwIfAborted();
		if (free > 0) free--;
		else await wait(signal);
		return leave;
	}

	function wait(signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const forget = onAbort(signal, () => {
				waiting.splice(waiting.indexOf(go), 1);
				reject(signal.reason);
			});
			const go = () => {
				forget();
				resolve();
			};
			waiting.push(go);
		});
	}

	return { enter };
}
