import type { RejudgingRow } from '@codejoust/db/queries/rejudgings/rejudgings';
import type { RejudgingState } from '@codejoust/contract/schemas/rejudging';

/** Where a re-judging is. Follows from its instants and its runs alone, so that no crash can leave it in between. */
export function deriveRejudgingState({
	rejudging,
	progress,
}: Pick<RejudgingRow, 'rejudging' | 'progress'>): RejudgingState {
	if (rejudging.promotedAt) return 'promoted';
	if (rejudging.discardedAt) return 'discarded';
	if (rejudging.cancelledAt) return 'cancelled';
	if (!rejudging.startedAt) return 'planned';
	if (rejudging.reportedAt && progress.open === 0) return 'reported';
	const isAllPaused = progress.open > 0 && progress.paused === progress.open;
	return isAllPaused || rejudging.pausedAt ? 'paused' : 'running';
}
