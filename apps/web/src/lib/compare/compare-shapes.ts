const round = (x: number) => Math.round(x * 10) / 10;

/** Where a difference in [−1, 1] and its interval lie on an axis that is `width` units long, zero in the middle. */
export function shapeDifference(
	{ value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
	width: number,
) {
	const x = (share: number) => round(((Math.min(1, Math.max(-1, share)) + 1) / 2) * width);
	return { point: x(value), from: x(low), to: x(high) };
}

/** Where each count ends when they are laid one after the other over `width` units; the last ends there. */
export function shapeShares(counts: readonly number[], width: number): readonly number[] {
	const total = counts.reduce((sum, count) => sum + count, 0);
	let end = 0;
	return counts.map((count) => {
		end += total === 0 ? 0 : (count / total) * width;
		return round(end);
	});
}
