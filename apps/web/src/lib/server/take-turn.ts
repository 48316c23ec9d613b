const waiting: (() => void)[] = [];

/** Between two turns: a request that has just come needs several looks at the network until it is answered. */
const REST_MS = 3;

/** Resolves at a turn of the event loop that no other waiter gets: of many heavy pages one is worked on at a time. */
export function takeTurn(): Promise<void> {
	return new Promise((resolve) => {
		if (waiting.push(resolve) === 1) setTimeout(giveTurn, REST_MS);
	});
}

function giveTurn(): void {
	waiting.shift()?.();
	if (waiting.length > 0) setTimeout(giveTurn, REST_MS);
}
