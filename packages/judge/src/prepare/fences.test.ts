import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitFences } from './fences.ts';
import { findLanguage, LANGUAGE_NAMES } from './languages.ts';
import { findQuestionLanguage } from './question-language.ts';

const codes = (text: string) =>
	splitFences(text).flatMap((part) => (part.kind === 'code' ? [[part.tag, part.text]] : []));

test.each([
	['no fence', 'a `b` c', []],
	['a fence', 'a\n```py\nx\n```\nb', [['py', 'x\n']]],
	['a longer closing line', '```\nx\n`````\n', [['', 'x\n']]],
	['a shorter line inside', '````md\n```py\nx\n```\n````', [['md', '```py\nx\n```\n']]],
	['tildes', '~~~ js title="a"\nx\n~~~', [['js', 'x\n']]],
	['an indented fence', '1. a\n   ```py\n   x\n   ```\n', [['py', '   x\n']]],
	['a fence that never ends', '```js\nx\ny', [['js', 'x\ny']]],
	['inline code of three backticks', '```x```\ny', []],
	['attributes', '```{.python .numberLines}\nx\n```', [['{.python', 'x\n']]],
	['carriage returns', '```py\r\nx\r\n```\r\n', [['py', 'x\r\n']]],
	['an empty fence', '```\n```', [['', '']]],
])('%s', (_, text, expected) => {
	expect(codes(text)).toEqual(expected);
});

test('the parts together are the text', () => {
	const line = fc.constantFrom('```', '~~~', '````js', 'x = 1', '', '  ```', '\r');
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			const text = lines.join('\n');
			const joined = splitFences(text)
				.map((part) => part.text)
				.join('');
			// The opening line is prose, and the closing one too.
			expect(joined).toBe(text);
		}),
	);
});

test.each([
	['Python3', 'python'],
	['python3.12', 'python'],
	['{.python', 'python'],
	['language-c++', 'cpp'],
	['C++17', 'cpp'],
	['JSON5', 'json'],
	['f90', 'fortran'],
	['objc', 'objective-c'],
	['brainfuck', undefined],
	['text', undefined],
	['constructor', undefined],
	['', undefined],
])('the tag %s is %s', (tag, expected) => {
	expect(findLanguage(tag)).toBe(expected);
});

test('the comments of at least twenty languages are known', () => {
	expect(LANGUAGE_NAMES.length).toBeGreaterThan(20);
});

const ask = (content: string) => findQuestionLanguage([{ role: 'user', content }]);

test.each([
	['Write a Python function.', 'python'],
	['Write it in Go, please. Let us go.', 'go'],
	['Let us go on and see: the rest is C++.', 'cpp'],
	['A Python function that runs SQL.', 'python'],
	['Give me SQL.', 'sql'],
	['In any language (e.g. Python, Java, C++).', undefined],
	['Sort a list.', undefined],
	['In Rust:\n```py\nx = 1\n```', 'python'],
	['```js\na\n```\nor\n```ts\nb\n```', undefined],
	['In Ruby:\n```\nx\n```', 'ruby'],
])('the language of “%s” is %s', (content, expected) => {
	expect(ask(content)).toBe(expected);
});
