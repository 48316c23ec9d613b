import { expect, test } from 'vitest';
import { isFiltered, readSlice } from './slice.ts';

test('an empty form field is no filter', () => {
	const slice = readSlice(new URLSearchParams('category=&language=rust&sort=win'));
	expect(slice).toEqual({ language: 'rust' });
});

test('another judge is another board, not a filter', () => {
	expect(isFiltered(readSlice(new URLSearchParams('judge=x@1')))).toBe(false);
	expect(isFiltered(readSlice(new URLSearchParams('difficulty=hard')))).toBe(true);
});
