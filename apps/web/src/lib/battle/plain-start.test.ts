import { expect, test } from 'vitest';
import { plainStart } from './plain-start.ts';

test.each([
	['I have\n```sql\nCREATE TABLE orders (', 'I have CREATE TABLE orders ('],
	['Why does `[1] == [1]` print\tfalse?', 'Why does [1] == [1] print false?'],
	['```', ''],
])('a question begins without the marks of markdown: %j', (text, plain) => {
	expect(plainStart(text)).toBe(plain);
});
