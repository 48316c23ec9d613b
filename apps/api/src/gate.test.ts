import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openGate } from './gate.ts';

test('no more than its places work together, and all get in, in their order', async () => {
	const gate = openGate(2);
	const order: number[] = [];
	let inside = 0;
	let most = 0;
	const work = (name: number) =>
		gate(async () => {
			order.push(name);
			most = Math.max(most, ++inside);
			await setImmediate();
			inside -= 1;
			return name;
		});
	expect(await Promise.all([1, 2, 3, 4, 5].map(work))).toEqual([1, 2, 3, 4, 5]);
	expect(order).toEqual([1, 2, 3, 4, 5]);
	expect(most).toBe(2);
});

test('work that fails gives its place back', async () => {
	const gate = openGate(1);
	await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await gate(async () => 'yes')).toBe('yes');
});
