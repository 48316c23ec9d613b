import { expect, test } from 'vitest';
import { createReadWriteLock } from './read-write-lock.ts';

/** Work that ends when it is told, and notes when it begins and ends. */
function note(events: string[], name: string) {
	const { promise, resolve } = Promise.withResolvers<undefined>();
	const work = async () => {
		events.push(`${name} begins`);
		await promise;
		events.push(`${name} ends`);
	};
	return { work, end: () => resolve(undefined) };
}

test('sharers are in together, one who enters alone waits for them, and who comes later for him', async () => {
	const lock = createReadWriteLock();
	const events: string[] = [];
	const [a, b, alone, late] = ['a', 'b', 'alone', 'late'].map((name) => note(events, name));
	if (!a || !b || !alone || !late) throw new Error('there are four');
	const turns = [lock.share(a.work), lock.share(b.work), lock.enterAlone(alone.work)];
	turns.push(lock.share(late.work));
	alone.end();
	late.end();
	b.end();
	await turns[1];
	expect(events).toEqual(['a begins', 'b begins', 'b ends']);
	a.end();
	await Promise.all(turns);
	expect(events.slice(3)).toEqual([
		'a ends',
		'alone begins',
		'alone ends',
		'late begins',
		'late ends',
	]);
});

test('work that fails tells its caller and keeps nobody out', async () => {
	const lock = createReadWriteLock();
	const fail = () => Promise.reject(new Error('no'));
	await expect(lock.enterAlone(fail)).rejects.toThrow('no');
	await expect(lock.share(fail)).rejects.toThrow('no');
	expect(await lock.enterAlone(async () => 'in')).toBe('in');
});
