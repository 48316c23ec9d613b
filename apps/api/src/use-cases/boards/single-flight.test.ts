import { expect, test } from 'vitest';
import { singleFlight } from './single-flight.ts';

test('who asks while a reading is underway shares the next one, which begins after they asked', async () => {
	const read = singleFlight<number>();
	const gates: (() => void)[] = [];
	let readings = 0;
	const load = async () => {
		const own = ++readings;
		await new Promise<void>((open) => gates.push(open));
		return own;
	};
	const first = read('board', load);
	const second = read('board', load);
	const third = read('board', load);
	expect(readings).toBe(1);
	gates[0]?.();
	expect(await first).toBe(1);
	await expect.poll(() => gates.length).toBe(2);
	gates[1]?.();
	expect(await Promise.all([second, third])).toEqual([2, 2]);
	const other = read('board', load);
	gates[2]?.();
	expect(await other).toBe(3);
});

test('a failed reading fails those who share it, and the next one is made all the same', async () => {
	const read = singleFlight<string>();
	const failed = read('board', () => Promise.reject(new Error('no')));
	const after = read('board', async () => 'yes');
	await expect(failed).rejects.toThrow('no');
	expect(await after).toBe('yes');
	expect(await read('board', async () => 'again')).toBe('again');
});
