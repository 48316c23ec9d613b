/** Two raters' values of the same items; an item either left out is not counted. */
export type RatedItem = readonly [first: string | undefined, second: string | undefined];

/**
 * Cohen's kappa of two raters on nominal values: (observed − expected agreement) / (1 − expected), at most 1, negative
 * below chance; expected from each rater's own shares. Absent without items or when one value is all that either says.
 *
 * Source: Cohen 1960, "A coefficient of agreement for nominal scales".
 */
export function cohenKappa(items: readonly RatedItem[]): number | undefined {
	const rated = items.flatMap(([a, b]) =>
		a === undefined || b === undefined ? [] : [[a, b] as const],
	);
	const first = countValues(rated.map(([a]) => a));
	const second = countValues(rated.map(([, b]) => b));
	const expected = [...first].reduce((sum, [value, count]) => {
		return sum + (count / rated.length) * ((second.get(value) ?? 0) / rated.length);
	}, 0);
	return correctForChance(rated, expected);
}

/**
 * Scott's pi: as Cohen's kappa with the expected agreement from the two raters' pooled shares, so that it does not reward
 * a difference in their habits. Source: Scott 1955, "Reliability of content analysis".
 */
export function scottPi(items: readonly RatedItem[]): number | undefined {
	const rated = items.flatMap(([a, b]) =>
		a === undefined || b === undefined ? [] : [[a, b] as const],
	);
	const pooled = countValues(rated.flat());
	const expected = [...pooled.values()].reduce(
		(sum, count) => sum + (count / (2 * rated.length)) ** 2,
		0,
	);
	return correctForChance(rated, expected);
}

/**
 * Krippendorff's alpha for nominal values: 1 − observed / expected disagreement, at most 1. Each unit lists what its
 * raters said, any number of them, absent values allowed; a unit with fewer than two values says nothing.
 * Absent without such a unit or when only one value occurs.
 *
 * Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
 */
export function krippendorffAlpha(
	units: readonly (readonly (string | undefined)[])[],
): number | undefined {
	const pairable = units
		.map((values) => values.filter((value) => value !== undefined))
		.filter(({ length }) => length >= 2);
	const totals = countValues(pairable.flat());
	const n = [...totals.values()].reduce((sum, count) => sum + count, 0);
	const agreeing = pairable.reduce((sum, values) => {
		const pairs = [...countValues(values).values()].reduce(
			(all, count) => all + count * (count - 1),
			0,
		);
		return sum + pairs / (values.length - 1);
	}, 0);
	const expected = [...totals.values()].reduce((sum, count) => sum + count * (count - 1), 0);
	if (n === 0 || expected === n * (n - 1)) return undefined;
	return 1 - ((n - 1) * (n - agreeing)) / (n * (n - 1) - expected);
}

function correctForChance(rated: readonly (readonly [string, string])[], expected: number) {
	const agreeing = rated.filter(([a, b]) => a === b).length;
	const isOneValue = new Set(rated.flat()).size < 2;
	return isOneValue ? undefined : (agreeing / rated.length - expected) / (1 - expected);
}

function countValues(values: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}
