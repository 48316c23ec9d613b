import { expect, test } from 'vitest';
import { countLengths } from './histogram.ts';

test('lengths are counted between edges, from the first bin with one to the last', () => {
	expect(countLengths([100, 12, 19, 99, 20])).toEqual({
		values: 5,
		median: 20,
		most: 100,
		bins: [
			{ from: 10, to: 20, values: 2 },
			{ from: 20, to: 30, values: 1 },
			{ from: 30, to: 50, values: 0 },
			{ from: 50, to: 70, values: 0 },
			{ from: 70, to: 100, values: 1 },
			{ from: 100, to: 150, values: 1 },
		],
	});
	expect(countLengths([70_000]).bins).toEqual([{ from: 50_000, to: undefined, values: 1 }]);
	expect(countLengths([])).toEqual({ values: 0, median: null, most: null, bins: [] });
});
