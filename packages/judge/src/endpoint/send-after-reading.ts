const waiting: (() => void)[] = [];

/**
 * Resolves in a turn of the event loop after everything that has arrived was read, one waiter a turn, in the order of
 * asking. Writing a request takes about as long as reading a reply and what follows from it; without this a burst of
 * replies would be read half as fast, and a reply that is not read is lost when the process is killed.
 */
export function untilRepliesAreRead(): Promise<void> {
	return new Promise((resolve) => {
		if (waiting.push(resolve) === 1) setImmediate(giveTurn);
	});
}

function giveTurn(): void {
	waiting.shift()?.();
	if (waiting.length > 0) setImmediate(giveTurn);
}
