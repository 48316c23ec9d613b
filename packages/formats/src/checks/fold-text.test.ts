import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

test.each([
	['［Ａ＞Ｂ］', '[A>B]'],
	['a\u200bb\u202e', 'ab'],
	['e\u0301', 'é'],
	['A&gt;B', 'A>B'],
	['ｶﾞ', 'ガ'],
])('%j is seen as %j', (text, seen) => {
	expect(foldText(text)).toBe(seen);
});

test('thirty marks on a letter stay, the rest is left out', () => {
	expect(foldText(`x${'\u0332'.repeat(30)}`)).toBe(`x${'\u0332'.repeat(30)}`);
	expect(foldText(`x${'\u0332'.repeat(31)}y`)).toBe(`x${'\u0332'.repeat(30)}y`);
});

test('nothing of a text but such marks is lost', () => {
	const words = 'Zwölf Boxkämpfer, நி, नि, กำ, 각, 👩‍💻.';
	expect(foldText(words)).toBe(words.replace('\u200d', '').normalize('NFKC'));
});
