import { nameBenchmark } from '../benchmark-name.ts';
import type { BoardCoverage as CoverageRow } from '@codejoust/db/queries/boards/board-coverage';
import type { WorkerRow } from '@codejoust/db/queries/runs/workers';
import type { BoardCoverage, Worker } from '@codejoust/contract/schemas/operation';
import { presentJudgeBrief } from './names.ts';

export function presentBoardCoverage(row: CoverageRow): BoardCoverage {
	return {
		benchmark: nameBenchmark(row),
		judge: presentJudgeBrief(row.judge),
		is_live: row.isLive,
		runs: row.runs,
		unscored_runs: row.unscoredRuns,
		unscored_games: row.unscoredGames,
		updated_at: row.updatedAt.toISOString(),
	};
}

export function presentWorker(row: WorkerRow): Worker {
	return {
		id: row.id,
		endpoint: row.endpoint,
		games: row.games,
		outage: row.outageSince && {
			since: row.outageSince.toISOString(),
			reason: row.outageReason,
		},
		seen_at: row.seenAt.toISOString(),
		started_at: row.startedAt.toISOString(),
	};
}
