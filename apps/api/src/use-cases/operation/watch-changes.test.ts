import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchChanges } from './watch-changes.ts';

const signal = new AbortController().signal;

test('a hundred who wait share one look, and each learns of the change once', async () => {
	let mark = 'a';
	let reads = 0;
	const watch = watchChanges(async () => {
		reads += 1;
		return mark;
	}, 1);
	const first = await Promise.all(
		Array.from({ length: 100 }, () => watch.next(undefined, { ms: 5000, signal })),
	);
	expect(new Set(first)).toEqual(new Set(['a']));
	expect(reads).toBeLessThan(10);
	mark = 'b';
	expect(await watch.next('a', { ms: 5000, signal })).toBe('b');
});

test('who has seen nothing gets the mark of the last look immediately, and learns of what comes behind it', async () => {
	let mark = 'a';
	const watch = watchChanges(() => Promise.resolve(mark), 300);
	const other = watch.next('a', { ms: 5000, signal });
	await setImmediate();
	mark = 'b';
	expect(await watch.next(undefined, { ms: 5000, signal })).toBe('a');
	expect(await watch.next('a', { ms: 5000, signal })).toBe('b');
	expect(await other).toBe('b');
});

test('who waits for nothing is let go in time, and when the reader leaves', async () => {
	const watch = watchChanges(() => Promise.resolve('a'), 1);
	expect(await watch.next('a', { ms: 5, signal })).toBeUndefined();
	const leaving = new AbortController();
	const waited = watch.next('a', { ms: 60_000, signal: leaving.signal });
	leaving.abort();
	expect(await waited).toBeUndefined();
});

test('a failed read fails those who wait, and the next one has it read again', async () => {
	let isAway = true;
	const watch = watchChanges(
		() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve('a')),
		1,
	);
	await expect(watch.next(undefined, { ms: 5000, signal })).rejects.toThrow('away');
	isAway = false;
	expect(await watch.next(undefined, { ms: 5000, signal })).toBe('a');
});
