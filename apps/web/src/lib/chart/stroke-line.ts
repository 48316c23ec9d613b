/** Adds a straight line to the path of a canvas. */
export function strokeLine(
	ctx: CanvasRenderingContext2D,
	fromX: number,
	fromY: number,
	toX: number,
	toY: number,
) {
	ctx.moveTo(fromX, fromY);
	ctx.lineTo(toX, toY);
}
