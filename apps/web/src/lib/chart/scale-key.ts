import type { Plugin } from 'chart.js';
import { drawCorner } from './cell-squares.ts';
import type { ChartLook } from './chart-look.ts';

/** The room that the key takes below a chart, in pixels. */
export const KEY_HEIGHT = 58;

const MARK = 'distinguished';
const STEP = { width: 18, height: 12 };

/** A plugin that draws the colours of the scale with its ends, and the mark of what the ranks distinguish, below the chart. */
export function scaleKey({
	look,
	span,
}: {
	readonly look: ChartLook;
	readonly span: number;
}): Plugin<'scatter'> {
	return {
		id: 'scale-key',
		afterDraw: ({ ctx, chartArea: { left, right, bottom } }) => {
			const top = bottom + 8;
			ctx.save();
			ctx.font = `11px ${look.font}`;
			ctx.textBaseline = 'top';
			ctx.strokeStyle = look.line;
			for (const [step, colour] of look.heat.entries()) {
				ctx.fillStyle = colour;
				ctx.fillRect(left + step * STEP.width, top, STEP.width, STEP.height);
				ctx.strokeRect(left + step * STEP.width, top, STEP.width, STEP.height);
			}
			const width = look.heat.length * STEP.width;
			ctx.fillStyle = look.ink;
			for (const [share, at] of [
				[0.5 - span, 0],
				[0.5, width / 2],
				[0.5 + span, width],
			] as const) {
				ctx.textAlign = at === 0 ? 'left' : 'center';
				ctx.fillText(`${(share * 100).toFixed(0)} %`, left + at, top + STEP.height + 4);
			}
			const room = STEP.width + 6 + ctx.measureText(MARK).width;
			const isBeside = left + width + 32 + room <= right;
			const mark = isBeside ? left + width + 32 : left;
			const markTop = isBeside ? top : top + STEP.height + 22;
			ctx.strokeRect(mark, markTop, STEP.width, STEP.height);
			drawCorner(ctx, look, { right: mark + STEP.width, top: markTop, width: STEP.width });
			ctx.fillStyle = look.ink;
			ctx.textAlign = 'left';
			ctx.fillText(MARK, mark + STEP.width + 6, markTop);
			ctx.restore();
		},
	};
}
