import { listUnstoredReports } from '@codejoust/db/queries/judges/stored-comparisons';
import type { BoardDeps } from '../boards/board-cache.ts';
import type { BoardThread } from '../boards/board-thread.ts';
import { storeJudgeComparison } from '../judges/compare-judges.ts';

type ReportDeps = BoardDeps & { readonly thread: BoardThread; readonly stopping: AbortSignal };

/**
 * Computes and stores the comparison of both judges for each re-judging whose report is ready, so that its first reader waits for
 * nothing. Each report is tried once in a process: `tried` has what was tried. A failure rejects after the others were stored.
 */
export async function storeReports(deps: ReportDeps, tried: Set<string>): Promise<void> {
	const failures: unknown[] = [];
	for (const { id, reportedAt, ...pair } of await listUnstoredReports(deps.db)) {
		const report = `${id} ${reportedAt}`;
		if (tried.has(report) || deps.stopping.aborted) continue;
		tried.add(report);
		await storeJudgeComparison(deps, pair).catch((error: unknown) => failures.push(error));
	}
	if (failures.length > 0 && !deps.stopping.aborted)
		throw new AggregateError(failures, 'a report could not be stored');
}
