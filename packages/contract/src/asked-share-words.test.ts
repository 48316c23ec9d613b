import { expect, test } from 'vitest';
import { describeAskedShare } from './asked-share-words.ts';

test.each([
	[{ low: 0.25, expected: 0.25, high: 0.25, battles: 8 }, /25\.0 % .* has judged all/],
	[{ low: 0, expected: 1, high: 1, battles: 0 }, /none to all .* takes all/],
	[{ low: 0, expected: 0.4, high: 1, battles: 60 }, /40\.0 % .* like the 60 .* none to all/],
])('the share %o is said with what it is taken from', (share, words) => {
	expect(describeAskedShare(share)).toMatch(words);
});
