/** At which endpoints this worker takes no games for now. */
export type Standby = {
	readonly has: (endpoint: string) => boolean;
	readonly set: (endpoint: string, isStandingBy: boolean) => void;
	/** The first heartbeat is through. */
	readonly open: () => void;
	/** Resolves as soon as games of the endpoint may be taken; rejects when the signal aborts. */
	readonly untilFree: (endpoint: string, signal: AbortSignal) => Promise<void>;
};

/** Nothing is taken before `open`. */
export function createStandby(): Standby {
	const standing = new Set<string>();
	let isOpen = false;
	let waiting: (() => void)[] = [];
	const wake = () => {
		const all = waiting;
		waiting = [];
		for (const look of all) look();
	};
	return {
		has: (endpoint) => standing.has(endpoint),
		set: (endpoint, isStandingBy) => {
			if (isStandingBy) standing.add(endpoint);
			else if (standing.delete(endpoint)) wake();
		},
		open: () => {
			isOpen = true;
			wake();
		},
		untilFree: (endpoint, signal) =>
			new Promise((resolve, reject) => {
				const leave = () => reject(signal.reason);
				const look = () => {
					if (signal.aborted) return;
					if (!isOpen || standing.has(endpoint)) {
						waiting.push(look);
						return;
					}
					signal.removeEventListener('abort', leave);
					resolve();
				};
				if (signal.aborted) return leave();
				signal.addEventListener('abort', leave, { once: true });
				look();
			}),
	};
}
