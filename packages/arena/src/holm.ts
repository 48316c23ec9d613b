/**
 * Adjusts p-values for having been looked at together, so that the chance of any false rejection stays below the level.
 * Same order and range ([0, 1]) as given. Throws a RangeError for a value outside [0, 1].
 *
 * Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
 */
export function holm(pValues: readonly number[]): readonly number[] {
	const bad = pValues.find((p) => !(p >= 0 && p <= 1));
	if (bad !== undefined) throw new RangeError(`a p-value lies in [0, 1], not ${bad}`);
	const order = [...pValues.keys()].sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
	const adjusted = new Array<number>(pValues.length).fill(1);
	let largest = 0;
	order.forEach((at, step) => {
		largest = Math.max(largest, Math.min(1, (pValues.length - step) * (pValues[at] ?? 1)));
		adjusted[at] = largest;
	});
	return adjusted;
}
