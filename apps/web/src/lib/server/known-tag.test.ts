import { expect, test } from 'vitest';
import { isKnown } from './known-tag.ts';

const naming = (tags?: string) =>
	new Request('http://a.test', tags === undefined ? {} : { headers: { 'if-none-match': tags } });

test.each(['"tag"', 'W/"tag"', '"other", W/"tag"'])(
	'a reader who names %s has the page',
	(tags) => {
		expect(isKnown(naming(tags), 'W/"tag"')).toBe(true);
		expect(isKnown(naming(tags), '"tag"')).toBe(true);
	},
);

test('a reader who names another tag or none has it not', () => {
	expect(isKnown(naming('"other"'), '"tag"')).toBe(false);
	expect(isKnown(naming(), '"tag"')).toBe(false);
	expect(isKnown(naming('"tag"'), null)).toBe(false);
});
