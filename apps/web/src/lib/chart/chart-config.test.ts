import { expect, test } from 'vitest';
import { chartConfig } from './chart-config.ts';
import type { ChartLook } from './chart-look.ts';
import type { ChartSpec } from './chart-spec.ts';
import { timeAxis } from './time-ticks.ts';

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
	{ kind: 'forest', baseline: 'base', points: [{ label: 'a', isBaseline: false, ...measured }] },
	{ kind: 'bars', points: [{ label: 'x', scored: 9, ...measured }] },
	{
		kind: 'frontier',
		points: [
			{ label: 'a', x: 900, isBaseline: false, isOnFrontier: true, ...measured },
			{ label: 'b', x: 100, isBaseline: true, isOnFrontier: true, value: 50 },
			{ label: 'c', x: 800, isBaseline: false, isOnFrontier: false, value: 40 },
		],
	},
	{
		kind: 'history',
		models: ['a', 'b'],
		segments: [
			{ name: 'old', lines: [[{ at: 1000, ...measured }], []] },
			{ name: 'new', lines: [[{ at: 2000, ...measured }], [{ at: 2000, ...measured }]] },
		],
	},
	{
		kind: 'training',
		unit: 'steps',
		lines: [{ name: 'a', points: [{ at: 1000, name: 'a', ...measured }] }],
	},
	{
		kind: 'fractions',
		names: ['a', 'b'],
		cells: [
			[null, { value: 70, isApart: true }],
			[{ value: 30, isApart: true }, null],
		],
	},
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
	expect(data('history')).toEqual([
		[{ x: 1000, y: 60 }],
		[],
		[{ x: 2000, y: 60 }],
		[{ x: 2000, y: 60 }],
	]);
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

test('the scores stand under an axis that names the baseline; a long chart has it below too', () => {
	const { scales } = drawn('forest').options ?? {};
	expect(scales?.['x']).toMatchObject({
		position: 'top',
		min: 40,
		max: 80,
		title: { text: ['Score against base', '%, with its 95 % interval'] },
	});
	expect(scales).not.toHaveProperty('below');
	const points = Array.from({ length: 16 }, () => ({ label: 'a', isBaseline: false, ...measured }));
	const long = chartConfig({ kind: 'forest', baseline: 'base', points }, look);
	expect(long.options?.scales?.['below']).toMatchObject({ position: 'bottom', min: 40, max: 80 });
});

test('each model of a history has a mark of its own, the same in every part', () => {
	const sets = drawn('history').data.datasets as unknown as Record<string, unknown>[];
	for (const field of ['borderColor', 'borderDash', 'pointStyle']) {
		expect(sets[0]?.[field]).not.toEqual(sets[1]?.[field]);
		expect(sets[0]?.[field]).toEqual(sets[2]?.[field]);
	}
});

test('dates are written as finely as their span asks for, at most six; one instant has one tick', () => {
	const noon = Date.UTC(2026, 10, 21, 12);
	const labels = (hours: number, most?: number) =>
		[timeAxis([noon, noon + hours * 3_600_000], most)].flatMap(({ ticks, format }) =>
			ticks.map((tick) => format.format(tick)),
		);
	expect(labels(0)).toEqual(['21 Nov, 12:00']);
	expect(labels(0.5)).toContain('21 Nov, 12:15');
	expect(labels(5)).toContain('21 Nov, 15:00');
	expect(labels(100)).toContain('22 Nov 2026');
	expect(labels(4000)).toEqual(['1 Jan 2027', '1 Mar 2027', '1 May 2027']);
	for (const hours of [0.01, 1, 30, 500, 9000, 200_000])
		for (const most of [3, 6]) {
			expect(labels(hours, most).length).toBeGreaterThan(0);
			expect(labels(hours, most).length).toBeLessThanOrEqual(most + 1);
		}
	expect(timeAxis([]).ticks).toEqual([]);
});
