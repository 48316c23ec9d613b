/** Lanczos coefficients for g = 7 (Godfrey 2001). */
const LANCZOS: readonly number[] = [
	0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
	-176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
	1.5056327351493116e-7,
];

/**
 * Quantile of the beta distribution: the x in [0, 1] at which the regularised incomplete beta function is `probability`,
 * to about 1e-12. Throws a RangeError unless both shapes are positive and the probability lies in [0, 1].
 */
export function betaQuantile(probability: number, a: number, b: number): number {
	if (!(a > 0 && b > 0 && probability >= 0 && probability <= 1)) {
		throw new RangeError(`no beta quantile at ${probability} for shapes ${a} and ${b}`);
	}
	let low = 0;
	let high = 1;
	// Each halving is a bit; the loop ends when no number is left between the bounds.
	for (;;) {
		const middle = (low + high) / 2;
		if (middle <= low || middle >= high || high - low < 1e-17) return middle;
		if (incompleteBeta(middle, a, b) < probability) low = middle;
		else high = middle;
	}
}

/** Regularised incomplete beta function I_x(a, b) for positive shapes and x in [0, 1]. */
export function incompleteBeta(x: number, a: number, b: number): number {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	const front = Math.exp(
		logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
	);
	// The fraction converges fast on one side of the mean only.
	if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
	return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** Continued fraction of I_x(a, b) by the modified Lentz method (Press et al. 2007, section 6.4). */
function betaFraction(x: number, a: number, b: number): number {
	let c = 1;
	let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
	let fraction = d;
	for (let m = 1; m <= 20_000; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / awayFromZero(1 + even * d);
		c = awayFromZero(1 + even / c);
		fraction *= c * d;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / awayFromZero(1 + odd * d);
		c = awayFromZero(1 + odd / c);
		fraction *= c * d;
		if (Math.abs(c * d - 1) < 1e-15) break;
	}
	return fraction;
}

function awayFromZero(value: number): number {
	return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

function logGamma(x: number): number {
	// Reflection keeps the series where it is accurate.
	if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
	const base = x + 6.5;
	const series = LANCZOS.reduce((sum, coefficient, at) =>
		at === 0 ? coefficient : sum + coefficient / (x - 1 + at),
	);
	return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}
