import { expect, test } from 'vitest';
import { createLargeReplies } from './large-replies.ts';

const never = new AbortController().signal;

test('no more than the places are taken, and a place goes to the one that waits the longest', async () => {
	const { enter } = createLargeReplies(2);
	const [leaveFirst, leaveSecond] = [await enter(never), await enter(never)];
	const entered: string[] = [];
	const waiting = ['a', 'b', 'c'].map(async (name) => {
		const leave = await enter(never);
		entered.push(name);
		return leave;
	});
	await Promise.resolve();
	expect(entered).toEqual([]);
	leaveFirst();
	const leaveA = await waiting[0];
	expect(entered).toEqual(['a']);
	leaveSecond();
	await waiting[1];
	leaveA?.();
	await waiting[2];
	expect(entered).toEqual(['a', 'b', 'c']);
});

test('one that gives up waiting rejects with its reason and takes no place', async () => {
	const { enter } = createLargeReplies(1);
	const leave = await enter(never);
	const given = new AbortController();
	const waiting = enter(given.signal);
	const next = enter(never);
	const reason = new Error('the worker stops');
	given.abort(reason);
	await expect(waiting).rejects.toBe(reason);
	await expect(enter(given.signal)).rejects.toBe(reason);
	leave();
	(await next)();
	expect(await enter(never)).toBeTypeOf('function');
});
