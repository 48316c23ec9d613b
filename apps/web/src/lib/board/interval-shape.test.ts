import { expect, test } from 'vitest';
import { intervalShape } from './interval-shape.ts';

test('shares become places on the axis', () => {
	expect(intervalShape({ value: 0.5, low: 0.4, high: 0.6333 }, 120)).toEqual({
		point: 60,
		from: 48,
		to: 76,
	});
});

test('an interval never leaves its axis', () => {
	expect(intervalShape({ value: 1, low: 0.9, high: 1.04 }, 100).to).toBe(100);
});
