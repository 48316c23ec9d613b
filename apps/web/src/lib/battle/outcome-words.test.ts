import { expect, test } from 'vitest';
import { describeBattle, describeOrder, describePoints } from './outcome-words.ts';

test.each([
	[2, 'the model’s answer is much better'],
	[1, 'the model’s answer is better'],
	[0, 'both answers are equally good'],
	[-1, 'the baseline’s answer is better'],
	[-2, 'the baseline’s answer is much better'],
])('%d points are told from the model’s side', (points, words) => {
	expect(describePoints(points)).toBe(words);
});

test('a flip is said in words', () => {
	const words = describeBattle({ outcome: 'tie', by: 'games', consistency: 'flipped' });
	expect(words).toContain('The verdict flipped when the order was swapped.');
});

test('an unscored battle is never told as a tie or a loss', () => {
	const words = describeBattle({ outcome: 'unscored', by: null, consistency: null });
	expect(words.join(' ')).toMatch(/neither for nor against/);
});

test('the swapped game has the model first', () => {
	expect(describeOrder('swapped')).toBe('A is the model, B the baseline');
});
