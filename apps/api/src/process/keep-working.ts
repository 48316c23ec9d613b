export type Keeper = {
	/** Says that there is something to do. */
	readonly wake: () => void;
	readonly stop: () => Promise<void>;
};

/** Does some work at once when told, and now and then for what another process has left; never twice at a time. */
export function keepWorking(options: {
	readonly work: () => Promise<unknown>;
	readonly onTrouble: (error: unknown) => void;
	readonly everyMs: number;
}): Keeper {
	let working: Promise<void> | undefined;
	let isAgain = false;

	const work = async () => {
		do {
			isAgain = false;
			await options.work().catch(options.onTrouble);
			// oxlint-disable-next-line typescript/no-unnecessary-condition -- `wake` sets it meanwhile
		} while (isAgain);
	};
	const wake = () => {
		isAgain = true;
		working ??= work().finally(() => (working = undefined));
	};
	const timer = setInterval(wake, options.everyMs);

	return {
		wake,
		stop: async () => {
			clearInterval(timer);
			isAgain = false;
			await working;
		},
	};
}
