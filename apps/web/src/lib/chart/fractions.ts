import type { WinFractions } from '@codejoust/contract/client';
import { formatPercent } from '../format/percent.ts';
import type { SpecOf } from './chart-spec.ts';
import { entrantName } from './entrant-name.ts';

export function fractionsSpec({ rows }: Pick<WinFractions, 'rows'>): SpecOf<'fractions'> {
	return {
		kind: 'fractions',
		names: rows.map(({ model }) => entrantName(model)),
		cells: rows.map(({ cells }) =>
			cells.map(({ fraction, verdict }) =>
				fraction === null ? null : { value: fraction * 100, isApart: verdict !== null },
			),
		),
	};
}

/** What the chart shows, in two sentences: the pair that is furthest apart, and how many pairs the ranks distinguish. */
export function describeFractions({ rows }: Pick<WinFractions, 'rows'>): string {
	const pairs = rows.flatMap(({ model, cells }) =>
		cells.flatMap(({ fraction, shared, verdict }, at) => {
			const other = rows[at]?.model;
			return fraction === null || !other ? [] : [{ model, other, fraction, shared, verdict }];
		}),
	);
	const [widest] = pairs.toSorted((a, b) => b.fraction - a.fraction);
	if (!widest) return 'No two models have a scored question in common.';
	const { model, other, fraction, shared } = widest;
	const apart = pairs.filter(({ verdict }) => verdict === 'better').length;
	return `The widest gap: ${entrantName(model)} over ${entrantName(other)}, ${formatPercent(fraction)} of ${shared} shared questions. The ranks of the board distinguish ${apart} of ${pairs.length / 2} pairs.`;
}
