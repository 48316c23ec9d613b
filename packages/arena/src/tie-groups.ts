import type { Estimate } from './board-row.ts';

/**
 * 1-based tie groups of rows in board order (highest score first) by the fixed-anchor rule: the first row opens a group and
 * its lower bound is the anchor; a row joins while its upper bound reaches the anchor; the first that does not opens the
 * next group. The anchor never moves, so no chain of overlaps joins the first row to the last. Undefined for a row without
 * a score. Throws a RangeError when a score is higher than the one above it.
 */
export function assignTieGroups(
	rows: readonly { readonly score?: Estimate }[],
): readonly (number | undefined)[] {
	let group = 0;
	let anchor = Number.POSITIVE_INFINITY;
	let above = Number.POSITIVE_INFINITY;
	return rows.map(({ score }) => {
		if (score === undefined) return undefined;
		if (score.value > above) throw new RangeError('tie groups want the highest score first');
		above = score.value;
		if (group === 0 || score.interval.high < anchor) {
			group++;
			anchor = score.interval.low;
		}
		return group;
	});
}
