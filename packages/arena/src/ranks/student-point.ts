/**
 * The point of Student's t that has the tail of the normal point z ≥ 0, infinite without a degree of freedom.
 * Wallace 1959, "Bounds on normal approximations to Student's and the chi-square distributions", solved for t.
 */
export function studentPoint(z: number, degrees: number): number {
	if (degrees < 1) return Infinity;
	const scaled = (z * (8 * degrees + 3)) / (8 * degrees + 1);
	return Math.sqrt(degrees * Math.expm1((scaled * scaled) / degrees));
}

/** The normal point that has the tail of the point t ≥ 0 of Student's t, 0 without a degree of freedom. Wallace 1959. */
export function normalPoint(t: number, degrees: number): number {
	if (degrees < 1) return 0;
	const scaled = Math.sqrt(degrees * Math.log1p((t * t) / degrees));
	return (scaled * (8 * degrees + 1)) / (8 * degrees + 3);
}
