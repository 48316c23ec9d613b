/**
 * Two-sided p-value of the exact McNemar test: how likely a split of the discordant questions at least this uneven is
 * when either model is as likely to do better, in [0, 1]; 1 without a discordant question.
 * Throws a RangeError unless both counts are whole numbers from 0.
 *
 * Source: McNemar 1947, "Note on the sampling error of the difference between correlated proportions or percentages";
 * exact binomial form: twice the smaller tail, at most 1.
 */
export function mcnemarExact(firstBetter: number, secondBetter: number): number {
	if (![firstBetter, secondBetter].every((count) => Number.isInteger(count) && count >= 0)) {
		throw new RangeError(`counts must be whole numbers from 0: ${firstBetter}, ${secondBetter}`);
	}
	const n = firstBetter + secondBetter;
	const fewer = Math.min(firstBetter, secondBetter);
	// Terms C(n, k) from the largest of the tail down, relative to it, so that none overflows.
	let relative = 1;
	let sum = 1;
	for (let k = fewer; k > 0 && relative > 0; k--) {
		relative *= k / (n - k + 1);
		sum += relative;
	}
	return Math.min(1, 2 * sum * Math.exp(logBinomialHalf(n, fewer)));
}

/** log of C(n, k) / 2ⁿ. */
function logBinomialHalf(n: number, k: number): number {
	let log = -n * Math.LN2;
	for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
	return log;
}
