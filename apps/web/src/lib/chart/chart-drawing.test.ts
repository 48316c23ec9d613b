import { expect, test } from 'vitest';
import { placeBars } from './error-bars.ts';
import { placeNames } from './name-labels.ts';
import { labelSpoke } from './radar-config.ts';
import { scoreDomain } from './score-axis.ts';
import { MOST_SERIES, seriesMark } from './series-mark.ts';
import { shortenLabel } from './shorten-label.ts';

test('error bars reach from bound to bound through their element; without an interval there is none', () => {
	const chart = {
		scales: { x: { getPixelForValue: (value: number) => value * 10 } },
		getDatasetMeta: () => ({
			data: [
				{ x: 1, y: 7 },
				{ x: 1, y: 9 },
			],
		}),
	};
	const bars = [[{ value: 5, low: 4, high: 6 }, { value: 5 }]];
	// Only what the function reads of a chart.
	expect(placeBars(chart as unknown as Parameters<typeof placeBars>[0], bars, 'x')).toEqual([
		{ dataset: 0, from: 40, to: 60, across: 7 },
	]);
});

test('an axis of scores holds every interval, in whole tens, and never leaves 0 to 100', () => {
	expect(scoreDomain([{ value: 50, low: 41, high: 59 }])).toEqual({ min: 30, max: 70 });
	expect(scoreDomain([{ value: 99, low: 95, high: 100 }, { value: 1 }])).toEqual({
		min: 0,
		max: 100,
	});
	expect(scoreDomain([])).toEqual({ min: 0, max: 100 });
});

test('names keep clear of each other, of the marks and of the edge; one without room is left out', () => {
	const area = { left: 0, top: 0, right: 200, bottom: 100 };
	const at = (x: number, y: number, width = 60) => ({ x, y, width });
	const place = (points: readonly ReturnType<typeof at>[], marks = points) =>
		placeNames(points, { area, marks });
	expect(place([at(50, 50)])[0]?.left).toBeGreaterThan(50);
	expect(place([at(190, 50)])[0]?.right).toBeLessThan(190);
	const [first, second] = place([at(50, 50), at(52, 52)]);
	expect(first && second && first.bottom <= second.top).toBe(true);
	expect(place([at(50, 50, 400)])).toEqual([undefined]);
	const line = { left: 48, right: 52, top: 20, bottom: 80 };
	const beside = placeNames([at(20, 50)], { area, marks: [], lines: [line] });
	expect(beside).toEqual([undefined]);
	const crowd = Array.from({ length: 400 }, (_, n) => ({
		x: (n % 20) * 10,
		y: 5 * (n / 20),
		width: 0,
	}));
	expect(place([at(100, 50)], crowd)).toEqual([undefined]);
});

test('no two series share a dash or a colour, the first four no shape', () => {
	const marks = [0, 1, 2, 3, 4, 5].map(seriesMark);
	for (const field of ['dash', 'tone'] as const)
		expect(new Set(marks.map((mark) => String(mark[field]))).size).toBe(MOST_SERIES);
	expect(new Set(marks.slice(0, 4).map(({ shape }) => shape)).size).toBe(4);
	expect(seriesMark(MOST_SERIES)).toEqual(seriesMark(0));
	expect(() => seriesMark(-1)).toThrow(RangeError);
});

test('a label is cut between characters, not within one', () => {
	expect(shortenLabel('😀😀😀😀', 3)).toBe('😀😀…');
	expect(shortenLabel('abc', 3)).toBe('abc');
});

test('a spoke of the radar has its name where there is room, and its number always', () => {
	const spoke = { category: 'Tools and Practices', place: 2 };
	expect(labelSpoke({ ...spoke, width: 1000 })).toEqual(['3 Tools and', 'Practices']);
	expect(labelSpoke({ ...spoke, width: 350 })).toEqual(['3']);
});
