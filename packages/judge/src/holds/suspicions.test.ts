import { expect, test } from 'vitest';
import { countSuspicions } from './suspicions.ts';

const refused = (likeness: string) =>
	({ cause: 'refused-alike', likeness, reason: likeness }) as const;
const call = (number: number, gameId = `game ${number}`) => ({
	gameId,
	number,
	askedAt: new Date(number),
});

/** After each of these refusals: whether it is enough. */
function add(isProven: boolean, likenesses: readonly string[], games: readonly number[] = []) {
	const suspicions = countSuspicions(() => isProven);
	return likenesses.map((likeness, at) => {
		suspicions.add(refused(likeness), call(at, `game ${games[at] ?? at}`));
		return suspicions.enough() !== undefined;
	});
}

test('the fifth of one kind is enough, and no earlier one', () => {
	expect(add(true, ['a', 'a', 'a', 'a', 'a'])).toEqual([false, false, false, false, true]);
});

test('of a judge that has answered, different words are different kinds', () => {
	expect(add(true, ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']).includes(true)).toBe(false);
	expect(add(true, ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a']).at(-1)).toBe(true);
});

test('of a judge that was never answered, five of one cause are enough whatever they say', () => {
	expect(add(false, ['a', 'b', 'c', 'd', 'e']).at(-1)).toBe(true);
});

test('one game that is refused at every try is enough only where the judge was never answered', () => {
	expect(add(true, ['a', 'a', 'a', 'a', 'a', 'a'], [1, 1, 1, 1, 1, 2]).includes(true)).toBe(false);
	expect(add(true, ['a', 'a', 'a', 'a', 'a'], [1, 1, 1, 2, 3]).at(-1)).toBe(true);
	expect(add(false, ['a', 'a', 'a', 'a', 'a'], [1, 1, 1, 1, 1]).at(-1)).toBe(true);
});

test('an answer clears the calls that set out before it, whichever came back first', () => {
	const suspicions = countSuspicions(() => true);
	for (const number of [1, 2, 4, 5, 6]) suspicions.add(refused('a'), call(number));
	expect(suspicions.enough()).toMatchObject({ firstNumber: 1, askedAt: new Date(6) });
	suspicions.answered(3);
	expect(suspicions.enough()).toBeUndefined();
	expect([1, 2, 4].map((number) => suspicions.isCleared(`game ${number}`))).toEqual([
		true,
		true,
		false,
	]);
	suspicions.add(refused('a'), call(7));
	expect(suspicions.enough()).toBeUndefined();
	suspicions.add(refused('a'), call(8));
	expect(suspicions.enough()).toMatchObject({ firstNumber: 4 });
});

test('a game that was cleared is counted no more, and one that comes back late is cleared at once', () => {
	const suspicions = countSuspicions(() => true);
	for (const number of [1, 2, 3]) suspicions.add(refused('a'), call(number));
	suspicions.answered(9);
	suspicions.add(refused('a'), call(4));
	expect(suspicions.isCleared('game 4')).toBe(true);
	for (const number of [10, 11, 12, 13])
		for (const again of [1, 2, 3, 4])
			suspicions.add(refused('a'), call(number + again, `game ${again}`));
	expect(suspicions.enough()).toBeUndefined();
	expect(suspicions.last()).toBeUndefined();
});

test('the count begins again, and what was cleared stays so', () => {
	const suspicions = countSuspicions(() => true);
	suspicions.add(refused('a'), call(1));
	suspicions.answered(2);
	for (const number of [3, 4, 5, 6]) suspicions.add(refused('a'), call(number));
	expect(suspicions.last()?.reason).toBe('a');
	suspicions.forget();
	expect(suspicions.last()).toBeUndefined();
	suspicions.add(refused('a'), call(7));
	expect(suspicions.enough()).toBeUndefined();
	expect(suspicions.isCleared('game 1')).toBe(true);
});
