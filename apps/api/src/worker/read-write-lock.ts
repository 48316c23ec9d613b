export type ReadWriteLock = {
	/** Does work beside other work that shares the lock, and never beside work that has it alone. */
	readonly share: <Result>(work: () => Promise<Result>) => Promise<Result>;
	/** Does work when everything before it is done, and before everything after it. */
	readonly enterAlone: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

/** Lets in whoever shares it together, and others one by one, in the order in which they come. */
export function createReadWriteLock(): ReadWriteLock {
	const sharing = new Set<Promise<void>>();
	let lastAlone: Promise<void> = Promise.resolve();
	const ended = (turn: Promise<unknown>): Promise<void> =>
		turn.then(
			() => undefined,
			() => undefined,
		);
	return {
		share: (work) => {
			const turn = lastAlone.then(work);
			const end = ended(turn).finally(() => sharing.delete(end));
			sharing.add(end);
			return turn;
		},
		enterAlone: (work) => {
			const turn = Promise.all([lastAlone, ...sharing]).then(work);
			lastAlone = ended(turn);
			return turn;
		},
	};
}
