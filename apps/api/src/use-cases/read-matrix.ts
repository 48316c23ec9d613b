import type { BoardRow } from '@codejoust/arena/board-row';
import { sliceName } from '@codejoust/arena/slices';
import { findEntrants } from '@codejoust/db/queries/boards';
import type { SnapshotRow } from '@codejoust/db/queries/snapshots';
import { presentEstimate } from '../present/leaderboard-row.ts';
import { presentModelBrief } from '../present/names.ts';
import type { Matrix } from '../schemas/leaderboard.ts';
import { readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts } from './board-shelf.ts';
import { findBoard } from './find-board.ts';
import { readStoredSlices } from './read-slice.ts';

type MatrixQuery = { readonly category?: string | undefined };

/** Every model's outcomes in every category, best model first, categories by size. */
export async function readMatrix(
	deps: BoardDeps,
	name: string,
	judge: string | undefined,
): Promise<Matrix> {
	const { facts, board } = await findBoard(deps, name, judge);
	return makeMatrix(deps, facts, board.snapshotId, undefined);
}

/** The same to be sent, or the subcategories of one category in place of all categories. */
export async function answerMatrix(
	deps: BoardDeps,
	name: string,
	query: MatrixQuery & { readonly judge?: string | undefined },
): Promise<BoardAnswer> {
	const { facts, board } = await findBoard(deps, name, query.judge);
	return answerOf(deps, facts, board.snapshotId, query);
}

/** The same as it stood in a snapshot. */
export async function answerSnapshotMatrix(
	deps: BoardDeps,
	snapshot: SnapshotRow,
	query: MatrixQuery,
): Promise<BoardAnswer> {
	const facts = await readFacts(deps, snapshot.benchmarkVersionId);
	return answerOf(deps, facts, snapshot.id, query);
}

function answerOf(
	deps: BoardDeps,
	facts: BenchmarkFacts,
	snapshotId: string | null,
	query: MatrixQuery,
): BoardAnswer {
	const { category } = readAskedSlice({ category: query.category }, facts.choices);
	return {
		etag: hashState(['matrix', facts.version.id, snapshotId, category ?? null]),
		body: async () => JSON.stringify(await makeMatrix(deps, facts, snapshotId, category)),
	};
}

async function makeMatrix(
	{ db }: BoardDeps,
	facts: BenchmarkFacts,
	snapshotId: string | null,
	category: string | undefined,
): Promise<Matrix> {
	const columns = listColumns(facts, category);
	const head = { category: category ?? null, columns };
	if (snapshotId === null) return { ...head, rows: [] };
	const all = sliceName(category === undefined ? {} : { category });
	const names = columns.map(({ category: of, subcategory }) =>
		sliceName({ category: of, ...(subcategory === null ? {} : { subcategory }) }),
	);
	const slices = await readStoredSlices(db, snapshotId, [all, ...names]);
	const byColumn = names.map(
		(slice) => new Map(slices.get(slice)?.map((row) => [row.id, row] as const)),
	);
	const overall = slices.get(all) ?? [];
	const entrants = await findEntrants(
		db,
		overall.map((row) => row.id),
	);
	const rows = overall.flatMap((row) => {
		const model = entrants.get(row.id);
		if (!model) return [];
		return [
			{
				submission_id: row.id,
				model: presentModelBrief(model),
				overall: presentEstimate(row.score),
				cells: byColumn.map((cells) => presentCell(cells.get(row.id))),
			},
		];
	});
	return { ...head, rows };
}

function listColumns({ choices }: BenchmarkFacts, category: string | undefined): Matrix['columns'] {
	if (category === undefined)
		return choices.categories.map(({ name, n }) => ({ category: name, subcategory: null, n }));
	const group = choices.categories.find(({ name }) => name === category);
	return (group?.subcategories ?? []).map(({ name, n }) => ({ category, subcategory: name, n }));
}

function presentCell(row: BoardRow | undefined): Matrix['rows'][number]['cells'][number] {
	if (!row) return { scored: 0, wins: 0, ties: 0, losses: 0, score: null };
	const { scored, wins, ties, losses } = row;
	return { scored, wins, ties, losses, score: presentEstimate(row.score) };
}
