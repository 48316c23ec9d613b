import { expect, test } from 'vitest';
import { shareOut } from './share-budget.ts';

test.each([
	[900, [100, 200], [300, 600]],
	[1000, [null, 10, 20], [333, 333, 333]],
	[1000, [0, 0], [500, 500]],
	[7, [1, 1, 1], [2, 2, 2]],
	[10, [], []],
])('a budget of %i over costs of %j is shared out as %j', (budget, costs, parts) => {
	expect(shareOut(budget, costs)).toEqual(parts);
});
