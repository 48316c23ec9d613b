/** Share of a standard normal distribution below z, to 1.2 · 10⁻⁷ of the tail (erfc of Press et al. 1992, "Numerical Recipes", section 6.2). */
export function normalShareBelow(z: number): number {
	const t = 1 / (1 + Math.abs(z) / (2 * Math.SQRT2));
	const polynomial = ERFC_COEFFICIENTS.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
	const tail = (t * Math.exp((-z * z) / 2 + polynomial)) / 2;
	return z >= 0 ? 1 - tail : tail;
}

const ERFC_COEFFICIENTS = [
	-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
	-0.82215223, 0.17087277,
];
