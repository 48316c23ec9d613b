import type { BoardStanding as BoardStandingRow } from '@codejoust/db/queries/unscored-runs';
import type { WorkerRow } from '@codejoust/db/queries/workers';
import type { BoardStanding, Worker } from '../schemas/operation.ts';
import { presentBenchmarkName, presentJudgeBrief } from './names.ts';

export function presentBoardStanding(row: BoardStandingRow): BoardStanding {
	return {
		benchmark: presentBenchmarkName(row),
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
