import type { Plugin } from 'chart.js';
import { heatStep } from '../board/heat.ts';
import type { ChartLook } from './chart-look.ts';

/** A cell of a matrix: a share in percent, and whether the ranks of the board distinguish the two models. */
export type Pair = {
	readonly x: number;
	readonly y: number;
	readonly value: number;
	readonly isApart: boolean;
};

const WIDE_ENOUGH = 26;

/**
 * A plugin that draws a square for each pair. One that the ranks distinguish has a bold number and a corner in ink, so that
 * significance is seen without the colour; where no number finds room, the corner stays.
 */
export function cellSquares(
	pairs: readonly Pair[],
	{ look, size, span }: { readonly look: ChartLook; readonly size: number; readonly span: number },
): Plugin<'scatter'> {
	return {
		id: 'cell-squares',
		beforeDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
			if (!x || !y) return;
			const width = chartArea.width / size;
			const height = chartArea.height / size;
			ctx.save();
			ctx.textAlign = 'center';
			ctx.textBaseline = 'middle';
			for (const pair of pairs) {
				const [centreX, centreY] = [x.getPixelForValue(pair.x), y.getPixelForValue(pair.y)];
				const [left, top] = [centreX - width / 2 + 0.5, centreY - height / 2 + 0.5];
				ctx.fillStyle = look.heat[heatStep(pair.value / 100, span)] ?? '';
				ctx.fillRect(left, top, width - 1, height - 1);
				if (pair.isApart) drawCorner(ctx, look, { right: left + width - 1, top, width });
				if (width < WIDE_ENOUGH) continue;
				ctx.font = `${pair.isApart ? 'bold ' : ''}11px ${look.font}`;
				ctx.fillStyle = pair.isApart ? look.ink : look.muted;
				ctx.fillText(pair.value.toFixed(0), centreX, centreY);
			}
			ctx.restore();
		},
	};
}

/** The mark of a pair that is distinguished: a triangle in the upper right corner. */
export function drawCorner(
	ctx: CanvasRenderingContext2D,
	look: Pick<ChartLook, 'ink'>,
	{ right, top, width }: { readonly right: number; readonly top: number; readonly width: number },
): void {
	const side = Math.min(8, width / 3);
	ctx.fillStyle = look.ink;
	ctx.beginPath();
	ctx.moveTo(right - side, top);
	ctx.lineTo(right, top);
	ctx.lineTo(right, top + side);
	ctx.closePath();
	ctx.fill();
}
