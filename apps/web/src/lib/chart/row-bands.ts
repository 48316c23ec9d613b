import type { Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';

/** A plugin that shades every other row, so that the eye finds the name that belongs to an interval. */
export function rowBands(rows: number, look: ChartLook): Plugin<'line'> {
	return {
		id: 'row-bands',
		beforeDraw: ({ ctx, chartArea: { left, top, right, bottom } }) => {
			const height = (bottom - top) / rows;
			ctx.save();
			ctx.fillStyle = look.sunken;
			for (let row = 1; row < rows; row += 2)
				ctx.fillRect(left, top + row * height, right - left, height);
			ctx.restore();
		},
	};
}
