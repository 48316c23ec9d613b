import { expect, test } from 'vitest';
import { wrapLabel } from './wrap-label.ts';

test('a long label breaks between words', () => {
	expect(wrapLabel('Code Understanding and Refactoring')).toEqual([
		'Code Understanding and',
		'Refactoring',
	]);
});

test('a short label stays on one line', () => {
	expect(wrapLabel('Data Structures')).toEqual(['Data Structures']);
});

test('a word without end is cut', () => {
	expect(wrapLabel('x'.repeat(500))[0]?.length).toBeLessThan(60);
});
