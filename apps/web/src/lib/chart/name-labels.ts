import type { Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { Measured } from './chart-spec.ts';
import { placeBars } from './error-bars.ts';
import { shortenLabel } from './shorten-label.ts';

export type Box = {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
};

const HEIGHT = 15;
const GAP = 9;
/** Half the width of a point, and a little. */
const MARK = 7;
/** Of a name, on a phone and where there is room. */
const LONGEST = { narrow: 28, wide: 44 };
const NARROW_PX = 520;

/**
 * A plugin that writes names beside points: `names[dataset][index]` belongs to the point there. Those are written that find
 * room among the points of all datasets and the vertical intervals of `bars`, the first ones first.
 */
export function nameLabels(
	names: readonly (readonly string[])[],
	look: ChartLook,
	bars: readonly (readonly Measured[])[] = [],
): Plugin<'scatter'> {
	return {
		id: 'name-labels',
		afterDatasetsDraw: (chart) => {
			const { ctx, chartArea, width } = chart;
			const longest = width < NARROW_PX ? LONGEST.narrow : LONGEST.wide;
			const texts = names.flat().map((name) => shortenLabel(name, longest));
			const marks = chart.getSortedVisibleDatasetMetas().map(({ data }) => data);
			const points = names.flatMap((row, at) => row.map((_, index) => marks[at]?.[index]));
			ctx.save();
			ctx.font = `12px ${look.font}`;
			ctx.fillStyle = look.ink;
			ctx.strokeStyle = look.paper;
			ctx.lineWidth = 4;
			ctx.lineJoin = 'round';
			ctx.textBaseline = 'middle';
			const wanted = texts.map((text, at) => ({
				x: points[at]?.x ?? 0,
				y: points[at]?.y ?? 0,
				width: ctx.measureText(text).width,
			}));
			const boxes = placeNames(wanted, {
				area: chartArea,
				marks: marks.flat(),
				lines: placeBars(chart, bars, 'y').map(({ across, from, to }) => ({
					left: across - MARK,
					right: across + MARK,
					top: Math.min(from, to),
					bottom: Math.max(from, to),
				})),
			});
			for (const [at, box] of boxes.entries()) {
				if (!box) continue;
				const place = [texts[at] ?? '', box.left, (box.top + box.bottom) / 2] as const;
				ctx.strokeText(...place);
				ctx.fillText(...place);
			}
			ctx.restore();
		},
	};
}

/**
 * Boxes for names beside their points, within the area, clear of each other, of all marks and lines; undefined for a name without
 * room. Earlier names come first.
 */
export function placeNames(
	points: readonly { readonly x: number; readonly y: number; readonly width: number }[],
	{
		area,
		marks,
		lines = [],
	}: {
		readonly area: Box;
		readonly marks: readonly { readonly x: number; readonly y: number }[];
		/** What else is drawn. */
		readonly lines?: readonly Box[];
	},
): readonly (Box | undefined)[] {
	const taken: Box[] = [
		...lines,
		...marks.map(({ x, y }) => ({
			left: x - MARK,
			right: x + MARK,
			top: y - MARK,
			bottom: y + MARK,
		})),
	];
	return points.map(({ x, y, width }) => {
		const tries = [y - GAP, y + GAP].flatMap((middle) =>
			[x + GAP, x - GAP - width].map((left) => ({
				left,
				right: left + width,
				top: middle - HEIGHT / 2,
				bottom: middle + HEIGHT / 2,
			})),
		);
		const box = tries.find(
			(one) => isWithin(one, area) && !taken.some((other) => meet(one, other)),
		);
		if (box) taken.push(box);
		return box;
	});
}

function isWithin(box: Box, area: Box): boolean {
	return (
		box.left >= area.left &&
		box.right <= area.right &&
		box.top >= area.top &&
		box.bottom <= area.bottom
	);
}

function meet(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
