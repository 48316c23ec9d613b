import type { Leaderboard, LeaderboardRow, ModelBrief } from '@codejoust/api/client';
import { compareLines, type SortKey } from './sort.ts';

/** A line of the table: a model, or the baseline at its 50 %. */
export type BoardLine =
	| { readonly kind: 'model'; readonly row: LeaderboardRow }
	| {
			readonly kind: 'baseline';
			readonly model: ModelBrief;
			readonly medianLength: number | null;
	  };

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
