import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { LiveBoardRow } from '@codejoust/db/queries/boards/live-boards';
import type { LeaderboardRow } from '@codejoust/contract/schemas/leaderboard';
import type { BoardOverview } from '@codejoust/contract/schemas/overview';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentJudgeBrief } from './names.ts';
import { presentSnapshotName } from './snapshot.ts';
import type { Standing } from './standing-words.ts';

/** A benchmark version with its live board, if it has one. */
export type FoundOverview = {
	readonly version: BenchmarkVersionRow;
	readonly board: LiveBoardRow | undefined;
	/** Each the JSON of a `LeaderboardRow`. */
	readonly rows: readonly string[];
	readonly standing: Standing;
};

/** At most `limit` rows of each board, from the top. */
export function presentOverview(
	{ version, board, rows, standing }: FoundOverview,
	limit: number,
): BoardOverview {
	return {
		benchmark: presentBenchmarkBrief(version),
		judge: board ? presentJudgeBrief(board.judge) : null,
		snapshot:
			board?.snapshotId && board.snapshotAt && board.codeVersion
				? presentSnapshotName({
						id: board.snapshotId,
						createdAt: board.snapshotAt,
						codeVersion: board.codeVersion,
					})
				: null,
		summary: standing.summary,
		updated_at: (board?.updatedAt ?? version.publishedAt).toISOString(),
		models: rows.length,
		underway: board?.underway ?? 0,
		// Written by `presentLeaderboardRow`.
		rows: rows.slice(0, limit).map((row) => JSON.parse(row) as LeaderboardRow),
	};
}
