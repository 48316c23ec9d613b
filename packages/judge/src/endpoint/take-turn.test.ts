import { expect, test } from 'vitest';
import { takeTurn, takeTurnFor } from './take-turn.ts';

test('of many waiters one is served at a time, in their order, and other work is done between', async () => {
	const events: string[] = [];
	let isOver = false;
	const other = () => {
		if (events.at(-1) !== '-') events.push('-');
		if (!isOver) setImmediate(other);
	};
	setImmediate(other);
	await Promise.all(['a', 'b', 'c'].map((name) => takeTurn().then(() => events.push(name))));
	isOver = true;
	expect(events.join('')).toBe('-a-b-c');
});

test('short texts do not wait', async () => {
	let isPassed = false;
	setImmediate(() => {
		isPassed = true;
	});
	await takeTurnFor(1000);
	expect(isPassed).toBe(false);
	await takeTurnFor(1_000_000);
	expect(isPassed).toBe(true);
});
