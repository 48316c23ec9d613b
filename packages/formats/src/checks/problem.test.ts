import { expect, test } from 'vitest';
import { shortenValue } from '@codejoust/arena/text/printable';
import { problemAt } from './problem.ts';

test('a problem names its row, or its item and line inside an array', () => {
	const details = { field: 'id', value: 7, reason: 'wrong-type', says: 'no.' } as const;
	expect(problemAt({ line: 3 }, details)).toEqual({
		line: 3,
		field: 'id',
		value: '7',
		reason: 'wrong-type',
		message: 'Row 3: no.',
	});
	expect(problemAt({ line: 9, item: 2 }, details).message).toBe('Item 2 (line 9): no.');
});

test.each([
	['\u001b[31mred', '\\u001b[31mred'],
	['a\nb\tc', 'a\\nb\\tc'],
	['\u202eevil', '\\u202eevil'],
	['\ud800', '\\ud800'],
	['\u{e0041}', '\\u{e0041}'],
	['x'.repeat(100), `${'x'.repeat(80)}…`],
	['😀'.repeat(100), `${'😀'.repeat(80)}…`],
])('a value is printed without anything that a terminal or a page obeys: %j', (value, shown) => {
	expect(shortenValue(value)).toBe(shown);
});
