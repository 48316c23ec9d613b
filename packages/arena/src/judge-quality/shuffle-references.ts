import { createRandom } from '../maths/random.ts';

/**
 * Gives every item the value of another item, so that none has one that equals its own. The same seed gives the same in any
 * order of the items. Undefined where that is impossible: more than half of the items have one value.
 *
 * Items are put in a random order, those of one value beside each other, and each takes the value that is as many places
 * further as the commonest value has items.
 */
export function shuffleReferences(
	items: readonly { readonly id: number; readonly value: string }[],
	seed: string,
): ReadonlyMap<number, string> | undefined {
	const random = createRandom(seed);
	const canonical = items.toSorted((a, b) => a.id - b.id);
	for (let last = canonical.length - 1; last > 0; last--) {
		const at = random.nextInt(last + 1);
		const [moved, stayed] = [canonical[last], canonical[at]];
		if (moved && stayed) [canonical[last], canonical[at]] = [stayed, moved];
	}
	const groups = [...Map.groupBy(canonical, ({ value }) => value).values()];
	const largest = Math.max(0, ...groups.map(({ length }) => length));
	if (items.length === 0 || 2 * largest > items.length) return undefined;
	const line = groups.flat();
	return new Map(
		line.map(({ id }, at) => [id, line[(at + largest) % line.length]?.value ?? ''] as const),
	);
}
