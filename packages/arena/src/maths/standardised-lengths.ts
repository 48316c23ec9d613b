/**
 * tanh of length differences in units of their (weighted) sample standard deviation, in [−1, 1]: the feature of length
 * control. Weights count repetitions; without them each row counts once. `undefined` for fewer than two rows or when all
 * differences are equal, since then there is no unit.
 *
 * Source: Dubois, Galambosi, Liang and Hashimoto 2024, "Length-controlled AlpacaEval", section 3.
 */
export function standardiseLengths(
	differences: Float64Array,
	weights?: Float64Array,
): Float64Array | undefined {
	let count = 0;
	let sum = 0;
	for (let row = 0; row < differences.length; row++) {
		const weight = weights ? (weights[row] ?? 0) : 1;
		count += weight;
		sum += weight * (differences[row] ?? 0);
	}
	const mean = sum / count;
	let squares = 0;
	for (let row = 0; row < differences.length; row++) {
		const weight = weights ? (weights[row] ?? 0) : 1;
		squares += weight * ((differences[row] ?? 0) - mean) ** 2;
	}
	const deviation = Math.sqrt(squares / (count - 1));
	if (!(count > 1 && deviation > 0)) return undefined;
	return differences.map((difference) => Math.tanh(difference / deviation));
}
