import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

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
	const gate = createGate();
	const events: string[] = [];
	const [a, b, alone, late] = ['a', 'b', 'alone', 'late'].map((name) => note(events, name));
	if (!a || !b || !alone || !late) throw new Error('there are four');
	const turns = [gate.share(a.work), gate.share(b.work), gate.enterAlone(alone.work)];
	turns.push(gate.share(late.work));
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
	const gate = createGate();
	const fail = () => Promise.reject(new Error('no'));
	await expect(gate.enterAlone(fail)).rejects.toThrow('no');
	await expect(gate.share(fail)).rejects.toThrow('no');
	expect(await gate.enterAlone(async () => 'in')).toBe('in');
});
