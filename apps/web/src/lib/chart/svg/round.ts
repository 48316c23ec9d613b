/** A coordinate to a hundredth of a pixel; what is no number is drawn at 0, so that a file stays one that opens. */
export function round(value: number): number {
	return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
