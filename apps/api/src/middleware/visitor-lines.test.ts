import { expect, test } from 'vitest';
import { openVisitorLines, type Place } from './visitor-lines.ts';

/** Places by the names of those whose turn it is. */
function follow(places: Readonly<Record<string, Place | undefined>>) {
	const started: string[] = [];
	for (const [name, place] of Object.entries(places))
		void place?.turn.then(() => started.push(name));
	return { started, settle: () => new Promise(setImmediate) };
}

test('a visitor’s things are done one after another, another visitor’s at the same time', async () => {
	const lines = openVisitorLines({ atOnce: 1, waiting: 2 });
	const first = lines.enter('a');
	const second = lines.enter('a');
	const third = lines.enter('a');
	expect(lines.enter('a'), 'too many wait').toBeUndefined();
	const { started, settle } = follow({ first, second, third, other: lines.enter('b') });
	await settle();
	expect(started).toEqual(['first', 'other']);
	second?.leave();
	await settle();
	expect(started, 'who leaves the line starts nobody').toEqual(['first', 'other']);
	first?.leave();
	first?.leave();
	await settle();
	expect(started).toEqual(['first', 'other', 'third']);
	third?.leave();
	expect(lines.enter('a')).toBeDefined();
});

test('several at the same time, and none that waits', async () => {
	const lines = openVisitorLines({ atOnce: 2, waiting: 0 });
	const [one, two] = [lines.enter('a'), lines.enter('a')];
	const { started, settle } = follow({ one, two });
	await settle();
	expect(started).toEqual(['one', 'two']);
	expect(lines.enter('a')).toBeUndefined();
	two?.leave();
	expect(lines.enter('a')).toBeDefined();
});
