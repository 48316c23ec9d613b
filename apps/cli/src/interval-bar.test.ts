import { expect, test } from 'vitest';
import { drawInterval } from './interval-bar.ts';

test.each([
	[{ value: 0.8, low: 0.6, high: 1 }, '·····┊├─●─┤'],
	[{ value: 0.5, low: 0.3, high: 0.7 }, '···├─●─┤···'],
	[{ value: 0, low: 0, high: 0.2 }, '●─┤··┊·····'],
	[{ value: 1, low: 1, high: 1 }, '·····┊····●'],
])('the value and both ends of %j stand at their places', (interval, bar) => {
	expect(drawInterval(interval, 11)).toBe(bar);
});

test('shares outside of 0 and 1 stay inside the bar', () => {
	expect(drawInterval({ value: 1.5, low: -1, high: 2 }, 11)).toBe('├─────────●');
});
