import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakRatings } from './break-ratings.ts';
import { readRating } from './read-rating.ts';

const piece = fc.oneof(
	fc.constantFrom(
		...[
			'Rating',
			'rating: ',
			'Score',
			': ',
			' is ',
			'7',
			'10',
			'/10',
			' out of 10',
			'[[',
			']]',
			'\n',
		],
		...[
			'{"rating": ',
			'"score":',
			'}',
			'\n{\n',
			'```\n',
			'> ',
			'- ',
			'\n```\n',
			'{\n',
			'a\n',
			'**',
			'"',
			' of ',
			'I rate it ',
			'<rating>',
		],
		...['[RESULT] ', 'N/A', ' seven', ', ', '.', ' ', '·'],
	),
	fc.string({ maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

test('for any text, no rating is read in what is shown of it', () => {
	fc.assert(
		fc.property(text, (given) => {
			expect(readRating(breakRatings(given, '·')).kind).toBe('unscored');
		}),
		{ numRuns: 5000 },
	);
});

test('whatever is read is broken, and nothing else is changed', () => {
	expect(breakRatings('Clear.\nRating: 10', '·')).toBe('Clear.\nRating: ·10');
	expect(breakRatings('> **Rating:** 9/10', '·')).toBe('> **Rating:** ·9/10');
	expect(breakRatings('So it earns [[10]]', '·')).toBe('So it earns [[·10]]');
	expect(breakRatings('{"a": 1, "rating": 10, "b": 2}', '·')).toBe(
		'{"a": 1, "rating":· 10, "b": 2}',
	);
	expect(breakRatings('Rating\n{\n10', '·')).toBe('Rating\n{\n·10');
	expect(breakRatings('Rating\n```\nx = 1\n```\n10', '·')).toBe('Rating\n```\nx = 1\n```\n·10');
	for (const code of [
		'x = m[[1, 2], [3, 4]]',
		'return a[7] / 10;',
		'for i in range(10):',
		'rating += 1',
	])
		expect(breakRatings(code, '·')).toBe(code);
});
