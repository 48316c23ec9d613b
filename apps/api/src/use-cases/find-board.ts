import type { BenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import { type BoardState, findBoards } from '@codejoust/db/queries/boards';
import { parseBenchmarkName } from '../benchmark-name.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts } from './board-shelf.ts';

export type StandingBoard = {
	readonly facts: BenchmarkFacts;
	/** What of the version can change. */
	readonly standing: BenchmarkStanding;
	readonly board: BoardState;
	readonly boards: readonly BoardState[];
};

/** The live board of a benchmark, or the one under a named judge version. */
export async function findBoard(
	deps: BoardDeps,
	benchmark: string,
	judge: string | undefined,
): Promise<StandingBoard> {
	const found = await findBoards(deps.db, parseBenchmarkName(benchmark));
	if (!found) throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
	const { boards, standing } = found;
	const judges = boards.map((board) => presentJudgeBrief(board.judge).name);
	const board = boards[judge === undefined ? 0 : judges.indexOf(judge)];
	if (board) {
		return { facts: await readFacts(deps, found.benchmarkVersionId), standing, board, boards };
	}
	const known = judges.length > 0 ? `judged by ${judges.join(', ')}` : 'not judged yet';
	throw new Refusal(
		'not-found',
		judge === undefined
			? `Benchmark ${benchmark} has no board yet: nothing has been submitted to it.`
			: `Benchmark ${benchmark} has no board under the judge "${judge}"; it is ${known}.`,
	);
}
