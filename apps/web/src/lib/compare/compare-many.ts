import type { Comparison, PairComparison } from '@codejoust/contract/client';
import { formatDifference, formatDifferenceRange } from './compare-words.ts';

/** A pair from the side of its row. */
export type ComparedCell = {
	readonly difference: PairComparison['difference'];
	/** What the ranks of the board say of the row’s model beside the column’s. */
	readonly verdict: 'better' | 'worse' | 'none';
	readonly shared: number;
};

/** A row for each model, with a cell for each; undefined for a model beside itself. */
export function comparedRows({
	models,
	pairs,
}: Pick<Comparison, 'models' | 'pairs'>): readonly (readonly (ComparedCell | undefined)[])[] {
	const ids = models.map(({ submission_id: id }) => id);
	return ids.map((row) =>
		ids.map((column) => {
			const pair = pairs.find(
				({ a, b }) => (a === row && b === column) || (a === column && b === row),
			);
			if (!pair || row === column) return undefined;
			return pair.a === row ? asCell(pair) : mirror(asCell(pair));
		}),
	);
}

/** A cell in words. */
export function sayPair({ difference, verdict, shared }: ComparedCell) {
	const said = { better: 'better', worse: 'worse', none: 'not distinguished' } as const;
	return {
		difference: formatDifference(difference),
		range: formatDifferenceRange(difference),
		verdict: shared === 0 ? 'no shared question' : said[verdict],
	};
}

function asCell({ difference, answer, shared }: PairComparison): ComparedCell {
	const verdict = answer === 'a-better' ? 'better' : answer === 'b-better' ? 'worse' : 'none';
	return { difference, verdict, shared };
}

function mirror({ difference, verdict, shared }: ComparedCell): ComparedCell {
	const turned = { better: 'worse', worse: 'better', none: 'none' } as const;
	return {
		difference: difference && {
			...difference,
			value: -difference.value,
			low: -difference.high,
			high: -difference.low,
		},
		verdict: turned[verdict],
		shared,
	};
}
