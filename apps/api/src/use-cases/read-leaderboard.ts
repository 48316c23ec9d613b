import type { Slice } from '@codejoust/arena/board-input';
import { sliceName } from '@codejoust/arena/slices';
import {
	type BenchmarkStanding,
	findBenchmarkStanding,
} from '@codejoust/db/queries/benchmark-standing';
import { listUnderway } from '@codejoust/db/queries/boards';
import type { SnapshotRow } from '@codejoust/db/queries/snapshots';
import { listVersionNames } from '@codejoust/db/queries/version-names';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentJudgeStanding } from '../present/judge.ts';
import { presentJudgeBrief, presentModelBrief } from '../present/names.ts';
import { deriveState } from '../present/run.ts';
import type { Leaderboard } from '../schemas/leaderboard.ts';
import type { SliceQuery } from '../schemas/names.ts';
import { presentSlice, readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import { BOARD_RULE } from './board-numbers.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts, type SliceView } from './board-shelf.ts';
import { findBoard } from './find-board.ts';
import { viewSlice } from './read-slice.ts';

/** The board as it stands. Two small queries; everything else is kept, since it cannot change. */
export function readLeaderboard(
	deps: BoardDeps,
	benchmark: string,
	query: StandingQuery,
): Promise<BoardAnswer> {
	const key = JSON.stringify([benchmark, query]);
	return deps.boards.standing(key, () => readStanding(deps, benchmark, query));
}

async function readStanding(
	deps: BoardDeps,
	benchmark: string,
	query: StandingQuery,
): Promise<BoardAnswer> {
	const { facts, standing, board, boards } = await findBoard(deps, benchmark, query.judge);
	const slice = readAskedSlice(query, facts.choices);
	const { snapshotId, snapshotAt, updatedAt } = board;
	const versions = await readVersions(deps, board.benchmarkVersionId);
	const head = {
		versions,
		standing,
		judge: presentJudgeBrief(board.judge),
		judges: boards.map((other) => presentJudgeBrief(other.judge)),
		judge_standing: presentJudgeStanding(board, boards),
		snapshot:
			snapshotId === null || snapshotAt === null
				? null
				: { id: snapshotId, created_at: snapshotAt.toISOString() },
		updated_at: updatedAt.toISOString(),
		underway: (await listUnderway(deps.db, board)).map(({ run, model }) => ({
			run_id: run.id,
			submission_id: run.submissionId,
			model: presentModelBrief(model),
			state: deriveState({ run }),
			games: run.games,
			open: run.games - run.gamesScored - run.gamesUnscored,
		})),
	};
	return {
		etag: hashState([facts.version.id, sliceName(slice), query.limit ?? null, head]),
		body: once(async () => {
			const view = await viewSlice(deps, facts, { snapshotId, slice });
			return writeBoard({ facts, slice, view, head, limit: query.limit });
		}),
	};
}

/** A board as it stood in a snapshot: nothing in it changes any more. */
export async function readSnapshotLeaderboard(
	deps: BoardDeps,
	snapshot: SnapshotRow,
	query: SliceQuery,
): Promise<BoardAnswer> {
	const facts = await readFacts(deps, snapshot.benchmarkVersionId);
	const slice = readAskedSlice(query, facts.choices);
	const judge = presentJudgeBrief(snapshot.judge);
	const createdAt = snapshot.createdAt.toISOString();
	const versions = await readVersions(deps, snapshot.benchmarkVersionId);
	const head = {
		versions,
		standing: await findBenchmarkStanding(deps.db, snapshot.benchmarkVersionId),
		judge,
		judges: [judge],
		judge_standing: null,
		snapshot: { id: snapshot.id, created_at: createdAt },
		updated_at: createdAt,
		underway: [],
	};
	return {
		etag: hashState([snapshot.id, sliceName(slice), head.standing, versions]),
		body: async () => {
			const view = await viewSlice(deps, facts, { snapshotId: snapshot.id, slice });
			return writeBoard({ facts, slice, view, head });
		},
	};
}

type StandingQuery = SliceQuery & {
	readonly judge?: string | undefined;
	readonly limit?: number | undefined;
};

type BoardHead = Pick<
	Leaderboard,
	'versions' | 'judge' | 'judges' | 'judge_standing' | 'snapshot' | 'updated_at' | 'underway'
> & {
	readonly standing: BenchmarkStanding;
};

async function readVersions({ db }: BoardDeps, id: number): Promise<Leaderboard['versions']> {
	const versions = await listVersionNames(db, id);
	return versions.map(({ version, publishedAt }) => ({
		version,
		published_at: publishedAt.toISOString(),
	}));
}

/** The rows are JSON already, and the largest part by far: they are put in as they are. */
function writeBoard(parts: {
	readonly facts: BenchmarkFacts;
	readonly slice: Slice;
	readonly view: SliceView;
	readonly head: BoardHead;
	/** Rows at most, from the top; all without it. */
	readonly limit?: number | undefined;
}): string {
	const { facts, slice, view, limit } = parts;
	const { standing, ...head } = parts.head;
	const board: Omit<Leaderboard, 'rows'> = {
		benchmark: presentBenchmarkBrief({ ...facts.version, ...standing }),
		...head,
		rule: BOARD_RULE,
		slice: { ...presentSlice(slice), n: view.n },
		baseline: {
			model: presentModelBrief(facts.version.baseline),
			median_length: view.baselineMedianLength,
		},
		choices: facts.choices,
		models: view.rows.length,
	};
	return `${JSON.stringify(board).slice(0, -1)},"rows":[${view.rows.slice(0, limit).join(',')}]}`;
}

/** All who share an answer share its body. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
	let made: Promise<Value> | undefined;
	return () => (made ??= make());
}
