const EVEN = 4;
const SPAN = 0.4;

/**
 * The class of a score on a diverging scale around 50 %: `heat-0` (10 % and below) over `heat-4`
 * (even) to `heat-8` (90 % and above); a score and its mirror image are equally far from even.
 */
export const heatClass = (score: number) => `heat-${heatStep(score)}`;

/** The same as a number, 0 to 8; on a scale that ends at another distance from even, if one is given. */
export function heatStep(score: number, span = SPAN): number {
	const distance = Math.abs(score - 0.5).toFixed(9);
	const steps = Math.min(EVEN, Math.round((Number(distance) / span) * EVEN));
	return EVEN + Math.sign(score - 0.5) * steps;
}

/** Where a scale ends that these shares fill: the largest distance from even, in whole steps of 5 points, at least 10. */
export function heatSpan(shares: readonly number[]): number {
	const furthest = Math.max(0, ...shares.map((share) => Math.abs(share - 0.5)));
	return Math.min(50, Math.max(10, Math.ceil(Number((furthest * 20).toFixed(6))) * 5)) / 100;
}
