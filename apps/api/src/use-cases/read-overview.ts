import { type BenchmarkVersionRow, listBenchmarkVersions } from '@codejoust/db/queries/benchmarks';
import { type LiveBoardRow, listLiveBoards } from '@codejoust/db/queries/live-boards';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentJudgeBrief } from '../present/names.ts';
import type { LeaderboardRow } from '../schemas/leaderboard.ts';
import type { BoardOverview } from '../schemas/overview.ts';
import { type BoardDeps, readFacts } from './board-shelf.ts';
import { viewSlice } from './read-slice.ts';

/** Two queries for all benchmarks together; the rows of snapshots are kept. The sample stands last. */
export async function readOverview(deps: BoardDeps, limit: number): Promise<BoardOverview[]> {
	const versions = newestOfEach(await listBenchmarkVersions(deps.db));
	const boards = await listLiveBoards(
		deps.db,
		versions.map(({ id }) => id),
	);
	const boardOf = new Map(boards.map((board) => [board.benchmarkVersionId, board]));
	const items = await Promise.all(
		versions.map((version) => describe(deps, version, { board: boardOf.get(version.id), limit })),
	);
	return items.sort((a, b) => Number(a.benchmark.is_sample) - Number(b.benchmark.is_sample));
}

/** The first of each slug: they come newest first. */
function newestOfEach(versions: readonly BenchmarkVersionRow[]): readonly BenchmarkVersionRow[] {
	const seen = new Set<string>();
	return versions.filter(({ slug }) => !seen.has(slug) && seen.add(slug));
}

async function describe(
	deps: BoardDeps,
	version: BenchmarkVersionRow,
	{ board, limit }: { readonly board: LiveBoardRow | undefined; readonly limit: number },
): Promise<BoardOverview> {
	const rows = board?.snapshotId ? await readRows(deps, version.id, board.snapshotId) : [];
	return {
		benchmark: presentBenchmarkBrief(version),
		judge: board ? presentJudgeBrief(board.judge) : null,
		snapshot:
			board?.snapshotId && board.snapshotAt
				? { id: board.snapshotId, created_at: board.snapshotAt.toISOString() }
				: null,
		updated_at: (board?.updatedAt ?? version.publishedAt).toISOString(),
		models: rows.length,
		underway: board?.underway ?? 0,
		// Written by `presentLeaderboardRow`.
		rows: rows.slice(0, limit).map((row) => JSON.parse(row) as LeaderboardRow),
	};
}

async function readRows(deps: BoardDeps, versionId: number, snapshotId: string) {
	const facts = await readFacts(deps, versionId);
	return (await viewSlice(deps, facts, { snapshotId, slice: {} })).rows;
}
