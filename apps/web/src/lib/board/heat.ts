const EVEN = 4;
const SPAN = 0.4;

/**
 * The class of a score on a diverging scale around 50 %: `heat-0` (10 % and below) over `heat-4`
 * (even) to `heat-8` (90 % and above); a score and its mirror image are equally far from even.
 */
export const heatClass = (score: number) => `heat-${heatStep(score)}`;

/** The same as a number, 0 to 8. */
export function heatStep(score: number): number {
	const distance = Math.abs(score - 0.5).toFixed(9);
	const steps = Math.min(EVEN, Math.round((Number(distance) / SPAN) * EVEN));
	return EVEN + Math.sign(score - 0.5) * steps;
}
