import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ChartPicture } from '../chart-picture.ts';
import { LIGHT_LOOK } from './paper-look.ts';
import { writeChart } from './write-chart.ts';

const measured = { value: 60, low: 50, high: 70 };
const caption = {
	parts: ['Sample (sample@1)', 'baseline <base>', 'judge j@1'],
	warning: 'Rehearsal: judged by a heuristic that measures no model.',
	file: 'sample-1-scores',
};
const words = { label: 'a picture', description: 'What it shows.', height: 300 };
const PICTURES: readonly ChartPicture[] = [
	{
		...words,
		spec: {
			kind: 'forest',
			baseline: 'base',
			points: [
				{ label: 'Opal & <b>', isBaseline: false, ...measured },
				{ label: 'base', isBaseline: true, value: 50 },
			],
		},
	},
	{ ...words, spec: { kind: 'bars', points: [{ label: 'x', scored: 9, ...measured }] } },
	{
		...words,
		spec: {
			kind: 'frontier',
			points: [{ label: 'a', x: 900, isBaseline: false, isOnFrontier: true, ...measured }],
		},
	},
	{
		...words,
		key: ['a', 'b'],
		spec: {
			kind: 'history',
			models: ['a', 'b'],
			segments: [{ name: 's', lines: [[{ at: 1e12, ...measured }], []] }],
		},
	},
	{
		...words,
		spec: {
			kind: 'training',
			unit: 'steps',
			lines: [{ name: 'a', points: [{ at: 1000, name: 'a', ...measured }] }],
		},
	},
	{
		...words,
		spec: {
			kind: 'fractions',
			names: ['a', 'b'],
			cells: [
				[null, { value: 70, isApart: true }],
				[{ value: 30, isApart: false }, null],
			],
		},
	},
	{
		...words,
		height: 600,
		isSquare: true,
		key: ['a'],
		spec: {
			kind: 'radar',
			categories: ['x', 'y', 'z'],
			series: [{ name: 'a', values: [1, null, 3] }],
		},
	},
];

const write = (picture: ChartPicture) =>
	writeChart(picture, { title: 'Scores: Sample', caption, look: LIGHT_LOOK });

test.each(PICTURES.map((picture) => ({ picture })))(
	'a chart of kind $picture.spec.kind is one SVG file with its title, its caption and its warning',
	({ picture }) => {
		const svg = write(picture);
		expect(svg.match(/<svg /g)).toHaveLength(1);
		expect(svg).toContain('>Scores: Sample</text>');
		expect(svg).toContain('baseline &lt;base&gt;');
		expect(svg).toContain(`>${caption.warning}</text>`);
		expect(svg).not.toMatch(/NaN|undefined|Infinity|<script|style=|href/);
		// Each element ends: nothing that a name holds opens one.
		const opened = svg.match(/<(g|text|defs|clipPath|title|desc|svg)[ >]/g)?.length;
		const closed = svg.match(/<\/(g|text|defs|clipPath|title|desc|svg)>/g)?.length;
		expect(opened).toBe(closed);
	},
);

test('a single point of a history is drawn as a point, with its date', () => {
	const svg = write(PICTURES[3] as ChartPicture);
	expect(svg).toContain('>9 Sept, 01:46</text>');
	expect(svg).toMatch(/A5 5 0 0 1/);
});

test('the names of the scores stand in the file, those that hold markup as text', () => {
	const svg = write(PICTURES[0] as ChartPicture);
	expect(svg).toContain('>Opal &amp; &lt;b&gt;</text>');
	expect(svg).toContain('>base: baseline</text>');
	expect(svg).toContain('>Score against base</text>');
	expect(svg).toContain('>%, with its 95 % interval</text>');
});

test('an image is twice as wide as the file, or as wide as its pixels allow', () => {
	const sizeOf = (height: number) => {
		const given = { title: 'T', caption, look: LIGHT_LOOK, mostPixels: 5_000_000 };
		const svg = writeChart({ ...(PICTURES[0] as ChartPicture), height }, given);
		const [, width, all] = /width="(\d+)" height="(\d+)" viewBox="0 0 960/.exec(svg) ?? [];
		return [Number(width), Number(all)] as const;
	};
	expect(sizeOf(300)[0]).toBe(1920);
	const [width, height] = sizeOf(8000);
	expect(width).toBeLessThan(960);
	expect(width * height).toBeLessThan(5_010_000);
});

test('a file has the colours of the page', () => {
	const css = readFileSync(new URL('../../../app.css', import.meta.url), 'utf8');
	const light = (name: string) =>
		new RegExp(`--${name}: light-dark\\((#[\\da-f]{6}),`).exec(css)?.[1];
	const { ink, muted, line, paper, card, sunken, series, heat } = LIGHT_LOOK;
	for (const [name, colour] of Object.entries({ ink, muted, line, paper, card, sunken }))
		expect(colour, name).toBe(light(name));
	expect(series).toEqual(['accent', 'loss', 'tie', 'series-3', 'series-4', 'series-5'].map(light));
	expect(heat).toEqual(heat.map((_, step) => light(`heat-${step}`)));
});

test('a chart of 150 models takes less than a second of the processor', () => {
	const points = Array.from({ length: 150 }, (_, at) => ({
		label: `Model ${at}`,
		isBaseline: false,
		value: at / 2,
		low: Math.max(0, at / 2 - 5),
		high: at / 2 + 5,
	}));
	const before = process.cpuUsage();
	const svg = write({ ...words, height: 3600, spec: { kind: 'forest', baseline: 'b', points } });
	const { user, system } = process.cpuUsage(before);
	expect(user + system).toBeLessThan(1_000_000);
	expect(svg.length).toBeLessThan(150_000);
});
