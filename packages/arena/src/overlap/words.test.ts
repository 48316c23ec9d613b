import { expect, test } from 'vitest';
import { foldLetters } from './compared-text.ts';
import { listWords } from './words.ts';

test.each([
	['Don’t use foo_bar(x1, "Ä")!', ['don', 't', 'use', 'foo_bar', 'x1', 'ä']],
	['two\r\nlines\tand\u00a0blanks', ['two', 'lines', 'and', 'blanks']],
	['Ｆｕｌｌ ｗｉｄｔｈ ﬁle ①', ['full', 'width', 'file', '1']],
	['cafe\u0301', ['café']],
	['写一个函数 sort', ['写', '一', '个', '函', '数', 'sort']],
	['カタカナkana', ['カ', 'タ', 'カ', 'ナ', 'kana']],
	['𠀀a 𝒜b 😀', ['𠀀', 'a', 'ab']],
	['half \ud800 pair', ['half', 'pair']],
	['한국어 단어', ['한국어', '단어']],
	['... --- !!!', []],
	['', []],
])('the words of %j', (text, words) => {
	expect(listWords(foldLetters(text))).toEqual(words);
});
