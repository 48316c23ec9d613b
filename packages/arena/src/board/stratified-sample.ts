import { createRandom, mixSeed } from '../maths/random.ts';

type Item = { readonly id: string; readonly stratum: string };

/**
 * Draws `size` items without replacement, from each stratum in proportion to its size: places are given by largest
 * remainders, and where there are at least as many places as strata none goes empty. The same seed draws the same items,
 * whatever their order; ids come back sorted. All of them when `size` is not below their number. Throws a RangeError when
 * `size` is no positive integer.
 */
export function stratifiedSample(
	items: readonly Item[],
	{ size, seed }: { readonly size: number; readonly seed: string },
): string[] {
	if (!Number.isInteger(size) || size < 1) throw new RangeError(`a sample has no ${size} items`);
	const strata = Map.groupBy(items.toSorted(byId), ({ stratum }) => stratum);
	const names = [...strata.keys()].sort();
	const sizes = names.map((name) => strata.get(name)?.length ?? 0);
	const places = apportion(sizes, Math.min(size, items.length));
	return names
		.flatMap((name, at) => draw(strata.get(name) ?? [], places[at] ?? 0, mixSeed(seed, name)))
		.sort();
}

function byId(a: Item, b: Item): number {
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Hamilton's method, after one place for each stratum where there are enough. No stratum gets more than it has. */
function apportion(sizes: readonly number[], places: number): number[] {
	const least = places >= sizes.length ? 1 : 0;
	const spare = sizes.map((size) => size - least);
	const rest = places - least * sizes.length;
	const total = spare.reduce((sum, size) => sum + size, 0);
	const shares = spare.map((size) => (total === 0 ? 0 : (size * rest) / total));
	const given = shares.map(Math.floor);
	const left = rest - given.reduce((sum, share) => sum + share, 0);
	const order = shares
		.map((share, at) => ({ at, remainder: share - Math.floor(share) }))
		.sort((a, b) => b.remainder - a.remainder || a.at - b.at);
	for (const { at } of order.slice(0, left)) given[at] = (given[at] ?? 0) + 1;
	return given.map((share) => share + least);
}

/** The first places of a shuffle by Fisher and Yates. */
function draw(stratum: readonly Item[], places: number, seed: string): string[] {
	const random = createRandom(seed);
	const ids = stratum.map(({ id }) => id);
	for (let at = 0; at < places; at++) {
		const other = at + random.nextInt(ids.length - at);
		const [a, b] = [ids[at] ?? '', ids[other] ?? ''];
		ids[at] = b;
		ids[other] = a;
	}
	return ids.slice(0, places);
}
