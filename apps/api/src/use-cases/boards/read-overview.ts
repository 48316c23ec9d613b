import {
	type BenchmarkVersionRow,
	listBenchmarkVersions,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { type LiveBoardRow, listLiveBoards } from '@codejoust/db/queries/boards/live-boards';
import type { FoundOverview } from '../../present/overview.ts';
import { type BoardDeps, loadBenchmark } from './board-cache.ts';
import { viewSlice } from './read-slice.ts';

/** Two queries for all benchmarks together; the rows of snapshots are kept. The sample stands last. */
export async function readOverview(deps: BoardDeps): Promise<readonly FoundOverview[]> {
	const versions = newestOfEach(await listBenchmarkVersions(deps.db));
	const boards = await listLiveBoards(
		deps.db,
		versions.map(({ id }) => id),
	);
	const boardOf = new Map(boards.map((board) => [board.benchmarkVersionId, board]));
	const items = await Promise.all(
		versions.map((version) => describe(deps, version, boardOf.get(version.id))),
	);
	return items.sort((a, b) => Number(a.version.isSample) - Number(b.version.isSample));
}

/** The first of each slug: they come newest first. */
function newestOfEach(versions: readonly BenchmarkVersionRow[]): readonly BenchmarkVersionRow[] {
	const seen = new Set<string>();
	return versions.filter(({ slug }) => !seen.has(slug) && seen.add(slug));
}

async function describe(
	deps: BoardDeps,
	version: BenchmarkVersionRow,
	board: LiveBoardRow | undefined,
): Promise<FoundOverview> {
	const loaded = await loadBenchmark(deps, version.id);
	const snapshotId = board?.snapshotId ?? null;
	const { rows, standing } = await viewSlice(deps, loaded, { snapshotId, slice: {} });
	return { version, board, rows, standing };
}
