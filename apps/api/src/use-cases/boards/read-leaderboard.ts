import type { Slice } from '@codejoust/arena/outcomes/board-input';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import { BOARD_RULE } from '@codejoust/board/board-numbers';
import { findBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import { listUnderway } from '@codejoust/db/queries/boards/boards';
import type { SnapshotRow } from '@codejoust/db/queries/boards/snapshots';
import { listVersionNames } from '@codejoust/db/queries/benchmarks/version-names';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type { SliceQuery } from '@codejoust/contract/schemas/names';
import { listChoices } from './list-choices.ts';
import { readAskedSlice } from './asked-slice.ts';
import { type AnswerBytes, type BoardAnswer, hashState } from './board-answer.ts';
import { type BoardDeps, type LoadedBenchmark, loadBenchmark } from './board-cache.ts';
import { findBoard, nameSnapshot } from './find-board.ts';
import { viewRules, viewSlice } from './read-slice.ts';

/** The board as it stands. One small query, two while something is judged; everything else is kept, since it cannot change. */
export function readLeaderboard(
	deps: BoardDeps,
	benchmark: string,
	query: LeaderboardQuery,
): Promise<AnswerBytes> {
	const key = JSON.stringify([benchmark, query]);
	return deps.boards.shareRead(key, () => readCurrentBoard(deps, benchmark, query));
}

async function readCurrentBoard(
	deps: BoardDeps,
	benchmark: string,
	query: LeaderboardQuery,
): Promise<AnswerBytes> {
	const found = await findBoard(deps, benchmark, query.judge);
	const { loaded, benchmarkVisibility, published, board, boards } = found;
	const slice = readAskedSlice(query, loaded.choices);
	const { rule = BOARD_RULE } = query;
	const { snapshotId } = board;
	const { write } = deps.boards;
	const head = write.head({
		versions: found.versions,
		benchmarkVisibility,
		published,
		judge: board.judge,
		judges: boards.map((other) => other.judge),
		among: { board, boards },
		snapshot: nameSnapshot(board),
		updatedAt: board.updatedAt,
		underway: board.hasUnfinished ? await listUnderway(deps.db, board) : [],
	});
	const etag = hashState([
		loaded.modelsRevision,
		loaded.version.id,
		sliceName(slice),
		query.limit ?? null,
		rule,
		head,
	]);
	return {
		etag,
		body: once(async () => {
			const view = await viewSlice(deps, loaded, { snapshotId, slice, rule });
			const rules = await viewRules(deps, loaded, { snapshotId, slice });
			const { version } = loaded;
			const { limit } = query;
			const { judge } = board;
			const make = async () => {
				const choices = choicesOf(loaded, slice);
				const found = { version, choices, slice, rule, judge, rules, view, head, limit };
				return Buffer.from(write.leaderboard(found));
			};
			// What is judged changes the answer with every look, and rules that are not computed yet do not stay so.
			const isPassing = head.underway.length > 0 || rules === 'null';
			return isPassing ? make() : deps.boards.bodies.get(etag, make);
		}),
	};
}

/** A board as it stood in a snapshot: nothing in it changes any more. */
export async function readSnapshotLeaderboard(
	deps: BoardDeps,
	snapshot: SnapshotRow,
	query: SliceQuery & { readonly rule?: ScoringRule | undefined },
): Promise<BoardAnswer> {
	const { rule = BOARD_RULE } = query;
	const loaded = await loadBenchmark(deps, snapshot.benchmarkVersionId);
	const slice = readAskedSlice(query, loaded.choices);
	const { write } = deps.boards;
	const head = write.head({
		versions: await listVersionNames(deps.db, snapshot.benchmarkVersionId),
		benchmarkVisibility: await findBenchmarkVisibility(deps.db, snapshot.benchmarkVersionId),
		published: [],
		judge: snapshot.judge,
		judges: [snapshot.judge],
		among: undefined,
		snapshot,
		updatedAt: snapshot.createdAt,
		underway: [],
	});
	return {
		etag: hashState([
			loaded.modelsRevision,
			snapshot.id,
			sliceName(slice),
			rule,
			head.benchmarkVisibility,
			head.versions,
		]),
		body: async () => {
			const view = await viewSlice(deps, loaded, { snapshotId: snapshot.id, slice, rule });
			const rules = await viewRules(deps, loaded, { snapshotId: snapshot.id, slice });
			const { version } = loaded;
			const choices = choicesOf(loaded, slice);
			const { judge } = snapshot;
			return write.leaderboard({ version, choices, slice, rule, judge, rules, view, head });
		},
	};
}

type LeaderboardQuery = SliceQuery & {
	readonly rule?: ScoringRule | undefined;
	readonly judge?: string | undefined;
	readonly limit?: number | undefined;
};

/** Those of the whole board are counted once: they are a quarter of a read. */
function choicesOf({ questions, choices }: LoadedBenchmark, slice: Slice): FilterChoices {
	return sliceName(slice) === sliceName({}) ? choices : listChoices(questions, slice);
}

/** All who share an answer share its body. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
	let made: Promise<Value> | undefined;
	return () => (made ??= make());
}
