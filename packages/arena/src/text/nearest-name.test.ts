import { expect, test } from 'vitest';
import { findNearest } from './nearest-name.ts';

test.each([
	['modle', ['benchmark', 'model', 'outcome'], 'model'],
	['Judge', ['benchmark', 'judge'], 'judge'],
	['lang', ['limit', 'language'], 'language'],
	['page', ['cursor', 'limit'], 'limit'],
	['kitten', ['sitting', 'mitten'], 'mitten'],
	['x', [], undefined],
] as const)('the name nearest to %s of %j is %s', (name, known, nearest) => {
	expect(findNearest(name, known)).toBe(nearest);
});
