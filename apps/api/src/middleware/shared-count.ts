/** One caller's requests of one minute. */
export type SharedCount = {
	readonly take: () => Promise<{ readonly remaining: number; readonly isOver: boolean }>;
};

/** Of a limit: what each process lets pass before it asks how many the others have had. */
const UNASKED_SHARE = 0.02;
/** Of what is left of the limit: the most that a process takes for itself. */
const LEASED_SHARE = 0.1;

/**
 * Takes requests out of a limit that several processes share. A process lets a fiftieth of the limit pass without a question, and then
 * takes blocks out of what is left: as many as it has served, at most a tenth of the rest. So all processes together let pass at most the limit
 * and a fiftieth of it for each process; and of a caller who is refused at one process the others may have a tenth left each.
 *
 * @param takeTogether adds requests to those of all processes and says how many there are with them, or undefined when nobody
 * answers: then this process counts alone until the minute ends. Without it there are no others.
 */
export function openSharedCount(
	limit: number,
	takeTogether?: (taken: number) => Promise<number | undefined>,
): SharedCount {
	let served = 0;
	let together = takeTogether;
	let unasked = together ? Math.floor(limit * UNASKED_SHARE) : limit;
	/** Passed, and not told yet. */
	let untold = 0;
	/** Ours, and not passed yet. */
	let leased = 0;
	/** Of all processes, as far as this one has heard. */
	let total = 0;
	let waiting = 0;
	let asking: Promise<void> | undefined;

	const ask = async (take: (taken: number) => Promise<number | undefined>) => {
		const rest = Math.ceil((limit - total) * LEASED_SHARE);
		const block = Math.max(waiting, Math.min(served, rest));
		const told = untold;
		const answer = await take(told + block);
		if (answer === undefined) {
			together = undefined;
			unasked = Math.max(0, limit - Math.max(total, served - waiting));
			return;
		}
		untold -= told;
		total = answer;
		// The last of those that are counted are ours.
		leased = Math.max(0, Math.min(block, limit - (answer - block)));
	};
	const pass = (): boolean => {
		if (unasked > 0) {
			unasked -= 1;
			untold += 1;
			return true;
		}
		if (leased === 0) return false;
		leased -= 1;
		return true;
	};
	return {
		take: async () => {
			served += 1;
			let isPassed = pass();
			waiting += 1;
			while (!isPassed && together && total < limit) {
				await (asking ??= ask(together).finally(() => (asking = undefined)));
				isPassed = pass();
			}
			waiting -= 1;
			const left = together ? limit - total - untold + leased : unasked;
			return { remaining: Math.max(0, left), isOver: !isPassed };
		},
	};
}
