import { expect, test } from 'vitest';
import { keepReading } from './kept-reading.ts';

/** A reading that takes `takesMs` of a clock of its own, and counts. */
function openReading(takesMs: number, fails = false) {
	let nowMs = 0;
	let readings = 0;
	const read = keepReading(
		async () => {
			readings++;
			nowMs += takesMs;
			if (fails) throw new Error('away');
			return readings;
		},
		{ keptMs: 5_000, patienceMs: 1_000, tick: () => nowMs },
	);
	return { read, wait: (ms: number) => void (nowMs += ms), count: () => readings };
}

test('a reading serves all who ask within its time', async () => {
	const { read, wait, count } = openReading(10);
	expect(await Promise.all([read(), read()])).toEqual([1, 1]);
	wait(4_900);
	expect(await read()).toBe(1);
	wait(200);
	expect(await read()).toBe(2);
	expect(count()).toBe(2);
});

test('a reading that took long is kept twenty times as long', async () => {
	const { read, wait } = openReading(2_000);
	await read();
	wait(39_000);
	expect(await read()).toBe(1);
	wait(2_000);
	expect(await read()).toBe(2);
});

test('a reading that failed is not kept', async () => {
	const { read, count } = openReading(10, true);
	await expect(read()).rejects.toThrow('away');
	await expect(read()).rejects.toThrow('away');
	expect(count()).toBe(2);
});

test('a reading that does not end is not waited for beyond the patience, nor begun twice', async () => {
	let readings = 0;
	const read = keepReading(
		() => {
			readings++;
			return new Promise<never>(() => undefined);
		},
		{ keptMs: 5_000, patienceMs: 5, tick: () => 0 },
	);
	await expect(read()).rejects.toThrow('5 ms');
	await expect(read()).rejects.toThrow('5 ms');
	expect(readings).toBe(1);
});
