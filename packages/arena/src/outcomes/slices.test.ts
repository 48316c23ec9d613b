import { expect, test } from 'vitest';
import type { BoardQuestion } from './board-input.ts';
import { listSlices, selectQuestions, sliceName } from './slices.ts';

const question = (id: string, category: string, subcategory: string, languages: string[]) => ({
	id,
	category,
	subcategory,
	languages,
	difficulty: 'easy',
});
const QUESTIONS: readonly BoardQuestion[] = [
	question('q1', 'Web', 'Testing', ['TypeScript', 'CSS']),
	question('q2', 'Data', 'Testing', ['SQL']),
	question('q3', 'Web', 'Design', []),
];

test('every value has its slice, and a subcategory under two categories has two', () => {
	expect(listSlices(QUESTIONS).map(sliceName)).toEqual([
		'overall',
		'category=Data',
		'category=Web',
		'category=Data&subcategory=Testing',
		'category=Web&subcategory=Design',
		'category=Web&subcategory=Testing',
		'language=CSS',
		'language=SQL',
		'language=TypeScript',
		'difficulty=easy',
	]);
	expect(listSlices([...QUESTIONS].reverse())).toEqual(listSlices(QUESTIONS));
	expect(listSlices([])).toEqual([{}]);
});

test('every listed slice selects at least one question, the overall slice all', () => {
	const sizes = listSlices(QUESTIONS).map((slice) => selectQuestions(QUESTIONS, slice).length);
	expect(sizes).toEqual([3, 1, 2, 1, 1, 1, 1, 1, 1, 3]);
	expect(selectQuestions(QUESTIONS, { category: 'Web', language: 'SQL' })).toEqual([]);
});

test('names of different slices differ, whatever their values hold', () => {
	expect(sliceName({ subcategory: 'b', category: 'a' })).toBe(
		sliceName({ category: 'a', subcategory: 'b' }),
	);
	expect(sliceName({ category: 'a&subcategory=b' })).not.toBe(
		sliceName({ category: 'a', subcategory: 'b' }),
	);
	expect(sliceName({ category: '' })).not.toBe(sliceName({}));
	expect(sliceName({ category: 'overall' })).not.toBe(sliceName({}));
	expect(sliceName({ category: '\ud800' })).toContain('category=');
});
