import type { BattleCounts } from '@codejoust/contract/schemas/battle-list';
import type { BattleCounts as StoredCounts } from '@codejoust/db/queries/boards/count-battles';

export function presentCounts(counts: StoredCounts): BattleCounts {
	const { battles, isComplete, outcomes, reasons } = counts;
	const of = (outcome: string) => outcomes[outcome] ?? 0;
	return {
		battles,
		is_complete: isComplete,
		outcomes: {
			win: of('win'),
			tie: of('tie'),
			loss: of('loss'),
			unscored: of('unscored'),
			open: of('open'),
			flipped: of('flipped'),
		},
		reasons: reasons.map(({ reason, battles: n }) => ({ reason, battles: n })),
	};
}
