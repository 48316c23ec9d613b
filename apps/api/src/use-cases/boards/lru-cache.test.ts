import { expect, test } from 'vitest';
import { openLruCache } from './lru-cache.ts';

test('a value asked for twice at once is loaded once, and then cached', async () => {
	const cache = openLruCache<string>({ most: 10, weigh: (text) => text.length });
	let loads = 0;
	const load = async () => `value ${++loads}`;
	expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([
		'value 1',
		'value 1',
	]);
	expect(await cache.get('a', load)).toBe('value 1');
});

test('the weight stays below its limit: what was not used for longest goes first', async () => {
	const cache = openLruCache<string>({ most: 4, weigh: (text) => text.length });
	await cache.get('a', async () => 'aa');
	await cache.get('b', async () => 'bb');
	await cache.get('a', async () => 'not asked');
	await cache.get('c', async () => 'cc');
	expect(await cache.get('a', async () => 'again')).toBe('aa');
	expect(await cache.get('b', async () => 'bB')).toBe('bB');
	expect(await cache.get('big', async () => 'far too long')).toBe('far too long');
	expect(await cache.get('big', async () => 'short')).toBe('short');
});

test('a failure is not cached', async () => {
	const cache = openLruCache<string>({ most: 4, weigh: (text) => text.length });
	await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await cache.get('a', async () => 'yes')).toBe('yes');
});

test('a failure is told to all who wait for it', async () => {
	const cache = openLruCache<string>({ most: 4, weigh: (text) => text.length });
	const fail = () => Promise.reject(new Error('no'));
	const asked = [cache.get('a', fail), cache.get('a', fail)];
	expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
		'rejected',
		'rejected',
	]);
});

test('a value that is waited for arrives, however much is cached meanwhile', async () => {
	const cache = openLruCache<string>({ most: 4, weigh: (text) => text.length });
	const gate = Promise.withResolvers<string>();
	const slow = [cache.get('slow', () => gate.promise), cache.get('slow', () => gate.promise)];
	for (const key of ['a', 'b', 'c', 'd', 'e'])
		await cache.get(key, async () => `${key}${key}${key}`);
	gate.resolve('slow');
	expect(await Promise.all(slow)).toEqual(['slow', 'slow']);
});

test('an empty value is cached', async () => {
	const cache = openLruCache<readonly string[]>({ most: 4, weigh: (list) => list.length });
	const empty: readonly string[] = [];
	await cache.get('a', async () => empty);
	expect(await cache.get('a', async () => ['again'])).toBe(empty);
});
