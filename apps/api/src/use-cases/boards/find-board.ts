import type { BenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import {
	type BoardState,
	findBoards,
	type PublishedName,
} from '@codejoust/db/queries/boards/find-boards';
import type { listVersionNames } from '@codejoust/db/queries/benchmarks/version-names';
import { nameJudge, parseBenchmarkName } from '../../benchmark-name.ts';
import type { SnapshotName } from '../../present/snapshot.ts';
import { Refusal } from '../../refusal.ts';
import { type LoadedBenchmark, type BoardDeps, loadBenchmark } from './board-cache.ts';

export type FoundBoard = {
	readonly loaded: LoadedBenchmark;
	/** All versions of the benchmark that are shown, newest first. */
	readonly versions: Awaited<ReturnType<typeof listVersionNames>>;
	/** What of the version can change. */
	readonly benchmarkVisibility: BenchmarkVisibility;
	/** Sets of results that others published for the version. */
	readonly published: readonly PublishedName[];
	readonly board: BoardState;
	readonly boards: readonly BoardState[];
};

/** The live board of a benchmark, or the one under a named judge version. */
export async function findBoard(
	deps: BoardDeps,
	benchmark: string,
	judge: string | undefined,
): Promise<FoundBoard> {
	const found = await findBoards(deps.db, parseBenchmarkName(benchmark));
	if (!found) throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
	const { boards, benchmarkVisibility, published } = found;
	const judges = boards.map((board) => nameJudge(board.judge));
	const board = boards[judge === undefined ? 0 : judges.indexOf(judge)];
	if (board) {
		return {
			loaded: await loadBenchmark(deps, found.benchmarkVersionId, found),
			versions: found.versions,
			benchmarkVisibility,
			published,
			board,
			boards,
		};
	}
	const known = judges.length > 0 ? `judged by ${judges.join(', ')}` : 'not judged yet';
	throw new Refusal(
		'not-found',
		judge === undefined
			? `Benchmark ${benchmark} has no board yet: nothing has been submitted to it.`
			: `Benchmark ${benchmark} has no board under the judge "${judge}"; it is ${known}.`,
	);
}

/** The snapshot that a board shows; undefined as long as none was computed. */
export function nameSnapshot(board: BoardState): SnapshotName | undefined {
	const { snapshotId, snapshotAt, codeVersion } = board;
	if (snapshotId === null || snapshotAt === null || codeVersion === null) return undefined;
	return { id: snapshotId, createdAt: snapshotAt, codeVersion };
}
