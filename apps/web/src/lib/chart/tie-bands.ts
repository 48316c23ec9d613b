import type { Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import { strokeLine } from './stroke-line.ts';

/** Rows in sequence that are of one tie group: first and last row, both counted from 0. */
export type TieBand = { readonly group: number; readonly first: number; readonly last: number };

/** The groups as runs of neighbouring rows; a row without a group is in none, and parts the rows around it. */
export function findTieBands(rows: readonly { readonly group?: number }[]): readonly TieBand[] {
	const bands: TieBand[] = [];
	for (const [at, { group }] of rows.entries()) {
		const open = bands.at(-1);
		if (group === undefined) continue;
		if (open?.group === group && open.last === at - 1)
			bands[bands.length - 1] = { ...open, last: at };
		else bands.push({ group, first: at, last: at });
	}
	return bands;
}

/** Room at the right for the brackets. */
export const BRACKET_ROOM = 30;

/** A plugin that lays every second tie group on a shade, and brackets and numbers each at the right. */
export function tieBands(bands: readonly TieBand[], look: ChartLook): Plugin<'line'> {
	return {
		id: 'tie-bands',
		// Before the grid, which the shade would hide.
		beforeDraw: ({ ctx, chartArea, scales: { y } }) => {
			if (!y || !chartArea) return;
			const { left, right } = chartArea;
			const row = y.getPixelForValue(1) - y.getPixelForValue(0) || y.height;
			ctx.save();
			ctx.font = `12px ${look.font}`;
			ctx.textBaseline = 'middle';
			for (const { group, first, last } of bands) {
				const top = y.getPixelForValue(first) - row / 2;
				const bottom = y.getPixelForValue(last) + row / 2;
				if (group % 2 === 1) {
					ctx.fillStyle = look.sunken;
					ctx.fillRect(left, top, right - left, bottom - top);
				}
				ctx.strokeStyle = look.muted;
				ctx.beginPath();
				strokeLine(ctx, right + 8, top + 3, right + 8, bottom - 3);
				ctx.stroke();
				ctx.fillStyle = look.ink;
				ctx.fillText(String(group), right + 13, (top + bottom) / 2);
			}
			ctx.restore();
		},
	};
}
