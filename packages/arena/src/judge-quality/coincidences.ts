/**
 * How often values occur together in a unit (a battle that several judges have judged): symmetric, one row and one column a
 * value. Tables of several units add up, so that any set of them has its alpha without a look at the units.
 */
export type Coincidences = readonly (readonly number[])[];

/** The coincidences of one unit's values, given as places in a list of `size` values; all zero with fewer than two. */
export function countCoincidences(values: readonly number[], size: number): Coincidences {
	const counts = Array.from({ length: size }, (_, at) => values.filter((one) => one === at).length);
	const others = values.length - 1;
	return counts.map((first, row) =>
		counts.map((second, column) =>
			others < 1 ? 0 : (first * (row === column ? first - 1 : second)) / others,
		),
	);
}

/**
 * Krippendorff's alpha of coincidences, at most 1: 1 − observed / expected disagreement. `nominal`: two values differ or do
 * not; `ordinal`: the values are in their order, and two differ by how many values lie from one to the other. Absent
 * without two values to compare, and when only one value occurs.
 *
 * Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
 */
export function alphaOf(table: Coincidences, metric: 'nominal' | 'ordinal'): number | undefined {
	const totals = table.map((row) => row.reduce((sum, count) => sum + count, 0));
	const n = totals.reduce((sum, count) => sum + count, 0);
	let observed = 0;
	let expected = 0;
	for (const [c, row] of table.entries())
		for (let k = c + 1; k < table.length; k++) {
			const difference = metric === 'nominal' ? 1 : ordinalDifference(totals, c, k);
			observed += (row[k] ?? 0) * difference;
			expected += (totals[c] ?? 0) * (totals[k] ?? 0) * difference;
		}
	return expected > 0 ? 1 - ((n - 1) * observed) / expected : undefined;
}

/** Squared. */
function ordinalDifference(totals: readonly number[], first: number, second: number): number {
	const between = totals.slice(first, second + 1).reduce((sum, count) => sum + count, 0);
	return (between - ((totals[first] ?? 0) + (totals[second] ?? 0)) / 2) ** 2;
}

export function addCoincidences(all: readonly Coincidences[], size: number): Coincidences {
	return Array.from({ length: size }, (_, row) =>
		Array.from({ length: size }, (_, column) =>
			all.reduce((sum, table) => sum + (table[row]?.[column] ?? 0), 0),
		),
	);
}
