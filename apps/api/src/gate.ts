/** Lets so many pieces of work be done together; the others wait in the order of asking. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function openGate(places: number): Gate {
	const waiting: (() => void)[] = [];
	let free = places;
	return async (work) => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			// The place goes from hand to hand, so that nobody comes between.
			if (next) next();
			else free += 1;
		}
	};
}
