import { expect, test } from 'vitest';
import { describeFindable } from './findable-words.ts';

test('a number without a board says so, and one question is one', () => {
	expect(describeFindable({ questions: 42, difference: 0.2049, is_from_board: true })).toBe(
		'With 42 questions this board finds differences of about 20 points.',
	);
	expect(describeFindable({ questions: 1, difference: 1, is_from_board: false })).toMatch(
		/^With 1 question a board finds differences of about 100 points: there is no board yet/,
	);
});
