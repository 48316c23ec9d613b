import { expect, test } from 'vitest';
import { heatClass, heatSpan, heatStep } from './heat.ts';

test.each([
	[0, 'heat-0'],
	[0.1, 'heat-0'],
	[0.5, 'heat-4'],
	[0.56, 'heat-5'],
	[0.9, 'heat-8'],
	[1, 'heat-8'],
])('a score of %d has the class %s', (score, name) => {
	expect(heatClass(score)).toBe(name);
});

test('the scale is the same on both sides of even', () => {
	for (const distance of [0.05, 0.17, 0.31])
		expect(Number(heatClass(0.5 + distance).slice(5)) - 4).toBe(
			4 - Number(heatClass(0.5 - distance).slice(5)),
		);
});

test('a scale that is fitted ends at the largest distance, in steps of 5 points from 10 to 50', () => {
	expect(heatSpan([0.5, 0.62, 0.44])).toBe(0.15);
	expect(heatSpan([0.35, 0.65])).toBe(0.15);
	expect(heatSpan([0.51])).toBe(0.1);
	expect(heatSpan([])).toBe(0.1);
	expect(heatSpan([1, 0])).toBe(0.5);
	expect([0.35, 0.5, 0.65].map((share) => heatStep(share, 0.15))).toEqual([0, 4, 8]);
});
