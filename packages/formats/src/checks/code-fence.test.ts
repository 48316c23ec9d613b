import { expect, test } from 'vitest';
import { hasOpenCodeFence } from './code-fence.ts';

test.each([
	['', false],
	['```js\nx\n```', false],
	['```js\nx', true],
	['a\n```\nx\n```\n```py\ny', true],
	['~~~\n```\n~~~', false],
	['````md\n```js\n```\n````', false],
	['````md\n```js\n```\n', true],
	['```\n```js\n```', false],
	['  - item\n    ```sh\n    ls\n    ```', false],
	['use ```x``` here', false],
	['```x``` stands alone', false],
	['> ```\n> x\n> ```', false],
	['```js\r\nx\r\n```\r\n', false],
])('an answer that ends inside a code block: %j is %s', (markdown, expected) => {
	expect(hasOpenCodeFence(markdown)).toBe(expected);
});
