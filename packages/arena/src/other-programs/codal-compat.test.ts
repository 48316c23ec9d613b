import { expect, test } from 'vitest';
import { measureCodal } from './codal-compat.ts';

test('a rating that is not available counts 0, as in the original, and nothing is left out', () => {
	expect(
		measureCodal([
			{ label: 'A', ratings: [{ a: 7, b: 5 }] },
			{ label: 'B', ratings: [{ a: 7, b: 5 }] },
			{ label: 'A', ratings: [{ a: 1, b: undefined }] },
			{ label: 'A', ratings: [{ a: undefined, b: undefined }] },
			{
				label: 'B',
				ratings: [
					{ a: 9, b: 1 },
					{ a: undefined, b: 8 },
				],
			},
		]),
	).toEqual({ pairs: 5, correct: 2, ties: 2, incorrect: 1, accuracy: 0.6 });
	expect(measureCodal([])).toEqual({ pairs: 0, correct: 0, ties: 0, incorrect: 0 });
});
