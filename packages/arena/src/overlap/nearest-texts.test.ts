import { expect, test } from 'vitest';
import { COMPARED_LENGTH, startOfText } from './compared-text.ts';
import { countDuplicated, findNearDuplicates, listDuplicates } from './near-duplicates.ts';
import { createNearestTexts, createTop, similarityOf } from './nearest-texts.ts';

const QUESTIONS = [
	'Write a function that sorts a list of numbers without a library.',
	'Explain how a B-tree keeps its pages half full after a removal.',
	'What does the borrow checker of Rust refuse here, and why?',
];

test('the nearest text of each question is found, with its similarity', () => {
	const search = createNearestTexts<number>(QUESTIONS);
	const texts = [
		'Write a FUNCTION that  sorts a list of numbers without a library!',
		'Nothing like it stands in this text at all, it is about other matters.',
		'Explain how a B-tree keeps its nodes half full after a deletion.',
		QUESTIONS[1]?.toUpperCase() ?? '',
	];
	for (const [at, text] of texts.entries()) search.add(text, at);
	const [sort, tree, rust] = search.nearest();
	expect(sort).toEqual({ place: 0, similarity: 1 - 1 / 64 });
	expect(tree).toEqual({ place: 3, similarity: 1 });
	expect(rust).toBeUndefined();
});

test('a similarity is 1 minus the distance over the longer length', () => {
	expect(similarityOf('abcd', 'abxd', 0.5)).toBe(0.75);
	expect(similarityOf('abcd', 'abxd', 0.75)).toBe(0.75);
	expect(similarityOf('abcd', 'abxd', 0.8)).toBeUndefined();
	expect(similarityOf('', '', 1)).toBe(1);
	expect(similarityOf('', 'a', 0.5)).toBeUndefined();
});

test('blanks and case do not count, and a text beyond the compared length is compared by its start', () => {
	expect(startOfText(' A\r\n\tb  C ')).toBe('a b c');
	expect(startOfText('x '.repeat(COMPARED_LENGTH))).toHaveLength(COMPARED_LENGTH);
});

test('near-duplicates of a benchmark are pairs of its texts, the most alike first', () => {
	const [first = '', second = ''] = QUESTIONS;
	const texts = [first, second, `${first} Please.`, first.toUpperCase(), 'ab', 'ab', 'xy'];
	expect(findNearDuplicates(texts).map(({ left, right }) => [left, right])).toEqual([
		[0, 3],
		[4, 5],
		[0, 2],
		[2, 3],
	]);
	expect(findNearDuplicates([])).toEqual([]);
});

test('many questions of one template are compared by what is their own', () => {
	const texts = Array.from({ length: 60 }, (_, at) => `${'Answer in one word. '.repeat(3)}${at}`);
	expect(findNearDuplicates(texts).length).toBeGreaterThanOrEqual(60);
});

test('the highest values are admitted, equal ones once there is no room', () => {
	const top = createTop(2);
	expect([3, 1, 1, 2, 2, 5].map(top.admit)).toEqual([true, true, false, true, false, true]);
});

test('a text that is like many others leaves room for other pairs in the list, with its count told', () => {
	const hub = [1, 2, 3, 4, 5].map((right) => ({ left: 0, right, similarity: 0.9 }));
	const pairs = [...hub, { left: 6, right: 7, similarity: 0.8 }];
	expect(listDuplicates(pairs, 10)).toEqual([
		...hub.slice(0, 3).map((pair) => ({ ...pair, leftPairs: 5, rightPairs: 1 })),
		{ left: 6, right: 7, similarity: 0.8, leftPairs: 1, rightPairs: 1 },
	]);
	expect(listDuplicates(pairs, 2)).toHaveLength(2);
	expect(countDuplicated(pairs)).toBe(8);
});
