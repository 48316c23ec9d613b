import { expect, test } from 'vitest';
import { heatClass } from './heat.ts';

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
