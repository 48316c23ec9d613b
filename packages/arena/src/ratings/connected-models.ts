/**
 * Models that no chain of wins and ties ties to the anchor in both directions: their ratings relative to it have no
 * finite value. A model reaches another by beating or tying it. Indexes in rising order; `gained` is models × models,
 * above 0 where the row won against or tied the column.
 *
 * Source: Ford 1957, "Solution of a ranking problem from binary comparisons", assumption 1.
 */
export function findUnplaced(
	gained: Float64Array,
	size: number,
	anchor: number,
): readonly number[] {
	const reached = walk(anchor, size, (from, to) => (gained[from * size + to] ?? 0) > 0);
	const reaching = walk(anchor, size, (from, to) => (gained[to * size + from] ?? 0) > 0);
	const unplaced: number[] = [];
	for (let model = 0; model < size; model++) {
		if (!reached[model] || !reaching[model]) unplaced.push(model);
	}
	return unplaced;
}

function walk(start: number, size: number, hasEdge: (from: number, to: number) => boolean) {
	const seen = new Uint8Array(size);
	seen[start] = 1;
	const open = [start];
	for (let from = open.pop(); from !== undefined; from = open.pop()) {
		for (let to = 0; to < size; to++) {
			if (seen[to] || !hasEdge(from, to)) continue;
			seen[to] = 1;
			open.push(to);
		}
	}
	return seen;
}
