/**
 * Of the known names the one that the fewest changed, added or removed characters lead to (Levenshtein, 1965), where a
 * missing end counts as one; of several the first. Undefined when none is known. It costs the product of the lengths, so the caller bounds them.
 */
export function findNearest(name: string, known: readonly string[]): string | undefined {
	const lower = name.toLowerCase();
	const distances = known.map((one) => ({ one, distance: distanceOf(lower, one.toLowerCase()) }));
	return distances.toSorted((a, b) => a.distance - b.distance)[0]?.one;
}

function distanceOf(from: string, to: string): number {
	if (from !== to && from !== '' && to.startsWith(from)) return 1;
	let row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (const [at, character] of [...from].entries()) {
		const next = [at + 1];
		for (const [column, other] of [...to].entries()) {
			const changed = (row[column] ?? 0) + (character === other ? 0 : 1);
			next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}
