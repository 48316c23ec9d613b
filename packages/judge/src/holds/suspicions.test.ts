import { expect, test } from 'vitest';
import { countSuspicions } from './suspicions.ts';

const refused = (likeness: string) =>
	({ cause: 'refused-alike', likeness, reason: likeness }) as const;
const game = (n: number) => ({ id: `game ${n}` });

function add(
	isProven: boolean,
	likenesses: readonly string[],
	games = likenesses.map((_, n) => n),
) {
	const suspicions = countSuspicions(() => isProven);
	return likenesses.map((likeness, at) => suspicions.add(refused(likeness), game(games[at] ?? at)));
}

test('the fifth of one kind holds, and no earlier one', () => {
	expect(add(true, ['a', 'a', 'a', 'a', 'a'])).toEqual([false, false, false, false, true]);
});

test('of a judge that has answered, different words are different kinds', () => {
	expect(add(true, ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']).includes(true)).toBe(false);
	expect(add(true, ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a']).at(-1)).toBe(true);
});

test('of a judge that was never answered, five of one cause hold whatever they say', () => {
	expect(add(false, ['a', 'b', 'c', 'd', 'e']).at(-1)).toBe(true);
});

test('one game that is refused at every try holds a judge only where it was never answered', () => {
	expect(add(true, ['a', 'a', 'a', 'a', 'a', 'a'], [1, 1, 1, 1, 1, 2]).includes(true)).toBe(false);
	expect(add(true, ['a', 'a', 'a', 'a', 'a'], [1, 1, 1, 2, 3]).at(-1)).toBe(true);
	expect(add(false, ['a', 'a', 'a', 'a', 'a'], [1, 1, 1, 1, 1]).at(-1)).toBe(true);
});

test('an answer begins the count again', () => {
	const suspicions = countSuspicions(() => true);
	for (const n of [1, 2, 3, 4]) suspicions.add(refused('a'), game(n));
	expect(suspicions.last()?.reason).toBe('a');
	suspicions.clear();
	expect(suspicions.last()).toBeUndefined();
	expect(suspicions.add(refused('a'), game(5))).toBe(false);
});
