import { expect, test } from 'vitest';
import { findLastWord, hasWords } from './words.ts';

test.each([
	['', -1],
	['… !', -1],
	['a', 0],
	['. a b .', 4],
	['. 漢 .', 2],
	['. 𝒜 .', 2],
])('%j has its last word at %i', (text, last) => {
	expect(findLastWord(text)).toBe(last);
	expect(hasWords(text)).toBe(last !== -1);
});

test('the last word is found behind any number of marks, at the edge of a step too', () => {
	for (const marks of [1022, 1023, 1024, 1025, 5000])
		for (const word of ['x', '𝒜']) expect(findLastWord(`${word}${'.'.repeat(marks)}`)).toBe(0);
});
