/**
 * Spearman's rank correlation of paired values, −1 to 1, ties given their mean rank; absent for fewer than two pairs or
 * when one side is constant. Source: Spearman 1904; with ties Pearson's correlation of the mid-ranks.
 */
export function spearman(pairs: readonly (readonly [number, number])[]): number | undefined {
	const first = midRanks(pairs.map(([a]) => a));
	const second = midRanks(pairs.map(([, b]) => b));
	const middle = (pairs.length + 1) / 2;
	let covariance = 0;
	let firstSquares = 0;
	let secondSquares = 0;
	first.forEach((rank, at) => {
		const a = rank - middle;
		const b = (second[at] ?? middle) - middle;
		covariance += a * b;
		firstSquares += a * a;
		secondSquares += b * b;
	});
	if (firstSquares === 0 || secondSquares === 0) return undefined;
	return covariance / Math.sqrt(firstSquares * secondSquares);
}

/**
 * Kendall's tau-b of paired values, −1 to 1: concordant minus discordant pairs over the geometric mean of the pairs that
 * each side does not tie; absent for fewer than two pairs or when one side is constant.
 * Source: Kendall 1945, "The treatment of ties in ranking problems".
 */
export function kendallTauB(pairs: readonly (readonly [number, number])[]): number | undefined {
	let score = 0;
	let firstUntied = 0;
	let secondUntied = 0;
	pairs.forEach(([a, b], at) => {
		for (const [c, d] of pairs.slice(at + 1)) {
			const first = Math.sign(a - c);
			const second = Math.sign(b - d);
			score += first * second;
			firstUntied += Math.abs(first);
			secondUntied += Math.abs(second);
		}
	});
	if (firstUntied === 0 || secondUntied === 0) return undefined;
	return score / Math.sqrt(firstUntied * secondUntied);
}

function midRanks(values: readonly number[]): readonly number[] {
	const sorted = values.toSorted((a, b) => a - b);
	const firstAt = new Map<number, number>();
	const counts = new Map<number, number>();
	sorted.forEach((value, at) => {
		if (!firstAt.has(value)) firstAt.set(value, at);
		counts.set(value, (counts.get(value) ?? 0) + 1);
	});
	return values.map((value) => (firstAt.get(value) ?? 0) + ((counts.get(value) ?? 1) + 1) / 2);
}
