import { expect, test } from 'vitest';
import { safeLink } from './safe-link.ts';

test.each([['javascript:alert(1)'], ['//example.com'], ['data:text/html,x'], [null]])(
	'%s is no link',
	(link) => {
		expect(safeLink(link)).toBeUndefined();
	},
);

test('a web address is a link', () => {
	expect(safeLink('https://example.com/a')).toBe('https://example.com/a');
});
