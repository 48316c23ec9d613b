import { expect, test } from 'vitest';
import { squeezeText } from './squeezed-text.ts';

test.each([
	['a b\n\tc\r\n', 'abc'],
	['\v\f', ''],
	['a\u00a0b', 'a\u00a0b'],
])('%j is compared as %j', (text, squeezed) => {
	expect(squeezeText(text)).toBe(squeezed);
});
