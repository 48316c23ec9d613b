import { expect, test } from 'vitest';
import { placeOn, rangeOf, WHOLE_RANGE } from './interval-range.ts';

test.each([
	{
		what: 'intervals of many questions fill the drawing',
		scores: [
			{ low: 0.71, high: 0.76 },
			{ low: 0.44, high: 0.52 },
		],
		ticks: [0.4, 0.5, 0.6, 0.7, 0.8],
	},
	{
		what: 'the baseline is in it',
		scores: [{ low: 0.91, high: 0.97 }],
		ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1],
	},
	{
		what: 'close models have a fine axis',
		scores: [{ low: 0.487, high: 0.513 }],
		ticks: [0.48, 0.49, 0.5, 0.51, 0.52],
	},
	{ what: 'all that there is', scores: [{ low: 0, high: 1 }], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
	{
		what: 'bounds on a step stay there',
		scores: [{ low: 0.3, high: 0.7 }],
		ticks: [0.3, 0.4, 0.5, 0.6, 0.7],
	},
	{ what: 'no interval', scores: [], ticks: WHOLE_RANGE.ticks },
])('$what', ({ scores, ticks }) => {
	expect(rangeOf(scores)).toEqual({ low: ticks[0], high: ticks.at(-1), ticks });
});

test('a share has its place in percent, and none is beside the drawing', () => {
	const range = rangeOf([{ low: 0.4, high: 0.8 }]);
	expect([0.4, 0.5, 0.632, 0.8, 0.9, 0].map((share) => placeOn(range, share))).toEqual([
		0, 25, 58, 100, 100, 0,
	]);
});
