import type { Random } from './random.ts';

/**
 * Successes in n trials of probability p, exactly binomial. Throws a RangeError unless n is a whole number from 0 and p
 * lies in [0, 1].
 *
 * Source: Hörmann 1993, "The generation of binomial random variates", algorithm BTRS, where the mean is at least 10;
 * inversion by geometric gaps (Devroye 1986, chapter X.4) below.
 */
export function drawBinomial({ next, nextUint32 }: Random, n: number, p: number): number {
	if (!Number.isInteger(n) || n < 0 || !(p >= 0 && p <= 1)) {
		throw new RangeError(`no binomial has ${n} trials of probability ${p}`);
	}
	if (n === 0 || p === 0) return 0;
	if (p === 1) return n;
	const rarer = Math.min(p, 1 - p);
	const drawn =
		n * rarer < 10 ? countGaps(next, n, rarer) : rejectTransformed(nextUint32, n, rarer);
	return p > 0.5 ? n - drawn : drawn;
}

function countGaps(next: () => number, n: number, p: number): number {
	const logFailure = Math.log1p(-p);
	let trials = 0;
	let successes = 0;
	for (;;) {
		trials += Math.floor(Math.log(1 - next()) / logFailure) + 1;
		if (trials > n) return successes;
		successes++;
	}
}

function rejectTransformed(nextUint32: () => number, n: number, p: number): number {
	const spread = Math.sqrt(n * p * (1 - p));
	const b = 1.15 + 2.53 * spread;
	const a = -0.0873 + 0.0248 * b + 0.01 * p;
	const c = n * p + 0.5;
	const squeeze = 0.92 - 4.2 / b;
	for (;;) {
		// The middle of one of 2³² cells, so that neither end is ever drawn.
		const u = (nextUint32() + 0.5) / 2 ** 32 - 0.5;
		const v = (nextUint32() + 0.5) / 2 ** 32;
		const us = 0.5 - Math.abs(u);
		const k = Math.floor(((2 * a) / us + b) * u + c);
		if (us >= 0.07 && v <= squeeze) return k;
		if (k < 0 || k > n) continue;
		const alpha = (2.83 + 5.1 / b) * spread;
		if (Math.log((v * alpha) / (a / (us * us) + b)) <= logRatioToMode(n, p, k)) return k;
	}
}

/** log of the probability of k over that of the mode. */
function logRatioToMode(n: number, p: number, k: number): number {
	const mode = Math.floor((n + 1) * p);
	const odds = p / (1 - p);
	return (
		(mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
		stirlingRest(mode) +
		stirlingRest(n - mode) +
		(n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
		(k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) -
		stirlingRest(k) -
		stirlingRest(n - k)
	);
}

const STIRLING_RESTS = [
	0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037651,
	0.0166446911898211, 0.0138761288230707, 0.0118967099458917, 0.010411265261972,
	0.00925546218271273, 0.00833056343336287,
];

/** log k! − Stirling's (k + ½) log(k + 1) − (k + 1) + ½ log 2π. */
function stirlingRest(k: number): number {
	const known = STIRLING_RESTS[k];
	if (known !== undefined) return known;
	const square = (k + 1) ** 2;
	return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
