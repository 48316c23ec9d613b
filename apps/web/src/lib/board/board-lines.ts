import type { Leaderboard } from '@codejoust/contract/client';
import type { BoardLine } from './board-line.ts';
import { compareLines, type SortKey } from './sort.ts';

/** The rows and the baseline in the order asked for; absent values stand last either way. */
export function boardLines(
	{ rows, baseline }: Pick<Leaderboard, 'rows' | 'baseline'>,
	sort: SortKey,
): readonly BoardLine[] {
	const models = rows.map((row) => ({ kind: 'model', row }) as const);
	const anchor = {
		kind: 'baseline',
		model: baseline.model,
		medianLength: baseline.median_length,
	} as const;
	return [...models, anchor].toSorted(compareLines(sort));
}
