const waiting: (() => void)[] = [];

/** Between two turns: a request that has just come needs several looks at the network until it is answered. */
const REST_MS = 3;

/** A text of fewer characters is read, written or counted faster than a turn of the event loop is worth. */
const LIGHT_CHARACTERS = 64 * 1024;

/**
 * Resolves at a turn of the event loop that no other waiter gets, at least 3 ms after the one before: what is heavy waits
 * here first, so that all that is light gets done between two long texts. In the order of asking.
 */
export function takeTurn(): Promise<void> {
	return new Promise((resolve) => {
		if (waiting.push(resolve) === 1) setTimeout(giveTurn, REST_MS);
	});
}

/** The same for texts of so many characters together; a few are worked on without waiting. */
export async function takeTurnFor(characters: number): Promise<void> {
	if (characters > LIGHT_CHARACTERS) await takeTurn();
}

function giveTurn(): void {
	waiting.shift()?.();
	if (waiting.length > 0) setTimeout(giveTurn, REST_MS);
}
