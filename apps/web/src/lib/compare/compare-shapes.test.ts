import { expect, test } from 'vitest';
import { shapeDifference, shapeShares } from './compare-shapes.ts';

test('no difference lies in the middle, and nothing leaves the axis', () => {
	expect(shapeDifference({ value: 0, low: -0.5, high: 2 }, 200)).toEqual({
		point: 100,
		from: 50,
		to: 200,
	});
});

test('counts share the width in proportion, none at all takes none', () => {
	expect(shapeShares([1, 2, 1], 100)).toEqual([25, 75, 100]);
	expect(shapeShares([0, 0, 0], 100)).toEqual([0, 0, 0]);
});
