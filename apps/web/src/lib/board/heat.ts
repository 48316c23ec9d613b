const EVEN = 4;
const SPAN = 0.4;

/**
 * The class of a score on a diverging scale around 50 %: `heat-0` (10 % and below) over `heat-4`
 * (even) to `heat-8` (90 % and above); a score and its mirror image are equally far from even.
 */
export function heatClass(score: number): string {
	const distance = Math.abs(score - 0.5).toFixed(9);
	const steps = Math.min(EVEN, Math.round((Number(distance) / SPAN) * EVEN));
	return `heat-${EVEN + Math.sign(score - 0.5) * steps}`;
}
