import type { Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';

export type Box = {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
};

const HEIGHT = 15;
const GAP = 9;
const LONGEST = 28;

/** A plugin that writes names beside the points of the first dataset, those that find room. */
export function nameLabels(names: readonly string[], look: ChartLook): Plugin<'scatter'> {
	return {
		id: 'name-labels',
		afterDatasetsDraw: (chart) => {
			const { ctx, chartArea } = chart;
			const points = chart.getDatasetMeta(0).data;
			ctx.save();
			ctx.font = `12px ${look.font}`;
			ctx.fillStyle = look.ink;
			ctx.textBaseline = 'middle';
			const texts = names.map((name) =>
				name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name,
			);
			const sizes = texts.map((text, at) => ({
				x: points[at]?.x ?? 0,
				y: points[at]?.y ?? 0,
				width: ctx.measureText(text).width,
			}));
			for (const [at, box] of placeNames(sizes, chartArea).entries())
				if (box) ctx.fillText(texts[at] ?? '', box.left, (box.top + box.bottom) / 2);
			ctx.restore();
		},
	};
}

/**
 * Boxes for names above right or above left of their points, within the area and clear of each other; undefined for a name
 * without room. Earlier names come first.
 */
export function placeNames(
	points: readonly { readonly x: number; readonly y: number; readonly width: number }[],
	area: Box,
): readonly (Box | undefined)[] {
	const taken: Box[] = [];
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
