import { expect, test } from 'vitest';
import { withoutTexts } from './without-texts.ts';

const ANSWER = 'def reverse(items):\n\treturn items[::-1]  # in O(n) "time"';

test.each([
	['The model does not exist.', 'The model does not exist.'],
	[`Invalid input: ${ANSWER}, sorry`, 'Invalid input: […], sorry'],
	[`Invalid input: ${JSON.stringify(ANSWER)}, sorry`, 'Invalid input: […], sorry'],
	[`near ${ANSWER.slice(5, 30)} of it`, 'near […] of it'],
	['short: items[::-1]', 'short: items[::-1]'],
])('what words repeat of an answer is cut out of them (%#)', (words, left) => {
	expect(withoutTexts(words, ['another text', ANSWER])).toBe(left);
});

test('words are cut at 300 characters, whatever they repeat', () => {
	expect(withoutTexts('x y '.repeat(1000), [])).toHaveLength(300);
});
