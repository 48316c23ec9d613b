import { setTimeout as pause } from 'node:timers/promises';

/** Far above what anything takes on a busy machine; less than a test's own limit, so that it says what it waited for. */
const DEADLINE_MS = 240_000;
const LOOK_EVERY_MS = 20;

/** Asks again and again until what comes back will do. */
export function until<Value, Reached extends Value>(
	look: () => Promise<Value>,
	isReached: (value: Value) => value is Reached,
	deadlineMs?: number,
): Promise<Reached>;
export function until<Value>(
	look: () => Promise<Value>,
	isReached: (value: Value) => boolean,
	deadlineMs?: number,
): Promise<Value>;
export async function until<Value>(
	look: () => Promise<Value>,
	isReached: (value: Value) => boolean,
	deadlineMs: number = DEADLINE_MS,
): Promise<Value> {
	for (const deadline = Date.now() + deadlineMs; ;) {
		const value = await look();
		if (isReached(value)) return value;
		if (Date.now() > deadline)
			throw new Error(`not reached in ${deadlineMs} ms: ${JSON.stringify(value).slice(0, 2000)}`);
		await pause(LOOK_EVERY_MS);
	}
}
