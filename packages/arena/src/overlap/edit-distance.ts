/** The edit distance of two texts where it is at most `limit`, else undefined. */
export type EditDistance = (left: string, right: string, limit: number) => number | undefined;

const BITS = 32;

/**
 * Levenshtein's distance in UTF-16 code units: insertions, removals and replacements cost one each. By bit-vectors of 32
 * rows (Myers 1999; Hyyrö 2003), only in the columns that a path of cost `limit` can reach (Ukkonen 1985), and ended at the
 * first block whose every cell is beyond the limit. Costs length × min(length, 2 × limit) / 32 steps; buffers are kept
 * between calls.
 */
export function createEditDistance(): EditDistance {
	const rowsOf = new Int32Array(0x1_0000);
	let steps = new Int8Array(1_024);
	return (left, right, limit) => {
		const { pattern, text } = cutEqualEnds(left, right);
		if (text.length - pattern.length > limit) return undefined;
		if (pattern.length === 0) return text.length;
		if (steps.length < text.length) steps = new Int8Array(2 * text.length);
		return measure(pattern, text, limit, rowsOf, steps);
	};
}

/** The shorter text is the pattern; equal starts and ends cost nothing. */
function cutEqualEnds(
	left: string,
	right: string,
): { readonly pattern: string; readonly text: string } {
	const [short, long] = left.length <= right.length ? [left, right] : [right, left];
	let start = 0;
	while (start < short.length && short.charCodeAt(start) === long.charCodeAt(start)) start += 1;
	let end = 0;
	const room = short.length - start;
	while (
		end < room &&
		short.charCodeAt(short.length - 1 - end) === long.charCodeAt(long.length - 1 - end)
	)
		end += 1;
	return {
		pattern: short.slice(start, short.length - end),
		text: long.slice(start, long.length - end),
	};
}

/**
 * `steps[column]`: the difference between two neighbours of the row above a block. Outside the band it counts as +1, and so
 * does every difference at a block's left edge: such cells are never too small, and no path within the limit crosses them.
 */
function measure(
	pattern: string,
	text: string,
	limit: number,
	rowsOf: Int32Array,
	steps: Int8Array,
): number | undefined {
	steps.fill(1, 0, text.length);
	let corner = 0;
	for (let top = 0; top < pattern.length; top += BITS) {
		const rows = Math.min(BITS, pattern.length - top);
		const from = Math.max(0, top - limit);
		const to = Math.min(text.length, top + rows + limit);
		markRows(pattern, top, rows, rowsOf);
		const next = Math.max(0, top + BITS - limit);
		let cell = corner + rows;
		let least = cell;
		// Left of the first column stands the column of the empty text.
		let nextCorner = cell;
		let up = -1;
		let down = 0;
		const last = rows - 1;
		for (let column = from; column < to; column += 1) {
			if (column === next) nextCorner = cell;
			const step = steps[column] ?? 1;
			let equal = rowsOf[text.charCodeAt(column)] ?? 0;
			const vertical = equal | down;
			if (step < 0) equal |= 1;
			const across = (((equal & up) + up) ^ up) | equal;
			let plus = down | ~(across | up);
			let minus = up & across;
			const out = ((plus >>> last) & 1) - ((minus >>> last) & 1);
			plus = (plus << 1) | (step > 0 ? 1 : 0);
			minus = (minus << 1) | (step < 0 ? 1 : 0);
			up = minus | ~(vertical | plus);
			down = plus & vertical;
			steps[column] = out;
			cell += out;
			if (cell < least) least = cell;
		}
		clearRows(pattern, top, rows, rowsOf);
		if (least > limit) return undefined;
		if (top + rows === pattern.length) return cell > limit ? undefined : cell;
		corner = next >= to ? cell : nextCorner;
	}
	return undefined;
}

function markRows(pattern: string, top: number, rows: number, rowsOf: Int32Array): void {
	for (let row = 0; row < rows; row += 1) {
		const code = pattern.charCodeAt(top + row);
		rowsOf[code] = (rowsOf[code] ?? 0) | (1 << row);
	}
}

function clearRows(pattern: string, top: number, rows: number, rowsOf: Int32Array): void {
	for (let row = 0; row < rows; row += 1) rowsOf[pattern.charCodeAt(top + row)] = 0;
}
