import { expect, test } from 'vitest';
import { chartConfig } from './chart-config.ts';
import type { ChartLook } from './chart-look.ts';
import type { ChartSpec } from './chart-spec.ts';
import { tickFormat } from './history-config.ts';

const look: ChartLook = {
	ink: 'ink',
	muted: 'muted',
	line: 'line',
	paper: 'paper',
	card: 'card',
	sunken: 'sunken',
	series: ['one', 'two', 'three'],
	heat: Array.from({ length: 9 }, (_, step) => `heat-${step}`),
	font: 'font',
};
const measured = { value: 60, low: 50, high: 70 };
const SPECS: readonly ChartSpec[] = [
	{ kind: 'forest', points: [{ label: 'a', isBaseline: false, ...measured }] },
	{ kind: 'bars', points: [{ label: 'x', scored: 9, ...measured }] },
	{
		kind: 'frontier',
		axis: 'length',
		points: [
			{ label: 'a', x: 900, isBaseline: false, isOnFrontier: true, ...measured },
			{ label: 'b', x: 100, isBaseline: true, isOnFrontier: true, value: 50 },
			{ label: 'c', x: 800, isBaseline: false, isOnFrontier: false, value: 40 },
		],
	},
	{
		kind: 'history',
		segments: [
			{ name: 'old', points: [{ at: 1000, ...measured }] },
			{ name: 'new', points: [{ at: 2000, ...measured }] },
		],
	},
	{ kind: 'training', unit: 'steps', points: [{ at: 1000, name: 'a', ...measured }] },
	{ kind: 'fractions', names: ['a', 'b'], cells: [[null, 70], [30, null]] }, // prettier-ignore
	{ kind: 'radar', categories: ['x', 'y', 'z'], series: [{ name: 'a', values: [1, null, 3] }] },
];
const drawn = (kind: ChartSpec['kind']) => {
	const spec = SPECS.find((one) => one.kind === kind);
	if (!spec) throw new Error(`no spec of kind ${kind}`);
	return chartConfig(spec, look);
};

test.each(SPECS.map((spec) => ({ spec })))(
	'a chart of kind $spec.kind does not move, fills its frame, and speaks the font of the page',
	({ spec }) => {
		expect(chartConfig(spec, look).options).toMatchObject({
			animation: false,
			maintainAspectRatio: false,
			font: { family: 'font' },
		});
	},
);

test('the data are the numbers of the spec', () => {
	const data = (kind: ChartSpec['kind']) => drawn(kind).data.datasets.map((set) => set.data);
	expect(data('forest')).toEqual([[60]]);
	expect(data('bars')).toEqual([[60]]);
	expect(data('radar')).toEqual([[1, null, 3]]);
	expect(data('history')).toEqual([[{ x: 1000, y: 60 }], [{ x: 2000, y: 60 }]]);
	expect(data('fractions')).toEqual([[{ x: 1, y: 0 }, { x: 0, y: 1 }]]); // prettier-ignore
});

test('the frontier is one line from the least on, the others stand apart from it', () => {
	const [frontier, others] = drawn('frontier').data.datasets;
	expect(frontier?.data).toEqual([
		{ x: 100, y: 50 },
		{ x: 900, y: 60 },
	]);
	expect(others?.data).toEqual([{ x: 800, y: 40 }]);
	expect(frontier).toMatchObject({ showLine: true, stepped: 'before' });
	expect(others).not.toHaveProperty('showLine');
});

test('bars and the radar begin at zero, whatever the scores', () => {
	expect(drawn('bars').options?.scales?.['x']).toMatchObject({ min: 0, max: 100 });
	expect(drawn('radar').options?.scales?.['r']).toMatchObject({ min: 0, max: 100 });
});

test('each part of a history has a line of its own, told apart by more than its colour', () => {
	const [first, second] = drawn('history').data.datasets as unknown as Record<string, unknown>[];
	for (const field of ['borderColor', 'borderDash', 'pointStyle'])
		expect(first?.[field]).not.toEqual(second?.[field]);
});

test('times are written as finely as their span asks for', () => {
	const noon = Date.UTC(2026, 10, 21, 12);
	const format = (hours: number) => tickFormat([noon, noon + hours * 3_600_000]).format(noon);
	expect(format(0.01)).toBe('12:00:00');
	expect(format(5)).toBe('21/11/2026, 12:00');
	expect(format(1000)).toBe('21 Nov 2026');
});
