import { sliceName } from '@codejoust/arena/outcomes/slices';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import type { SnapshotRow } from '@codejoust/db/queries/boards/snapshots';
import type { FoundMatrix } from '../../present/matrix.ts';
import { readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import { type LoadedBenchmark, type BoardDeps, loadBenchmark } from './board-cache.ts';
import { findBoard } from './find-board.ts';
import { readStoredSlices } from './read-slice.ts';

type MatrixQuery = { readonly category?: string | undefined };

/** Every model's outcomes in every category, best model first, categories by size. */
export async function readMatrix(
	deps: BoardDeps,
	name: string,
	judge: string | undefined,
): Promise<FoundMatrix> {
	const { loaded, board } = await findBoard(deps, name, judge);
	return makeMatrix(deps, loaded, board.snapshotId, undefined);
}

/** The same to be sent, or the subcategories of one category in place of all categories. */
export async function answerMatrix(
	deps: BoardDeps,
	name: string,
	query: MatrixQuery & { readonly judge?: string | undefined },
): Promise<BoardAnswer> {
	const { loaded, board } = await findBoard(deps, name, query.judge);
	return answerOf(deps, loaded, board.snapshotId, query);
}

/** The same as it stood in a snapshot. */
export async function answerSnapshotMatrix(
	deps: BoardDeps,
	snapshot: SnapshotRow,
	query: MatrixQuery,
): Promise<BoardAnswer> {
	const loaded = await loadBenchmark(deps, snapshot.benchmarkVersionId);
	return answerOf(deps, loaded, snapshot.id, query);
}

function answerOf(
	deps: BoardDeps,
	loaded: LoadedBenchmark,
	snapshotId: string | null,
	query: MatrixQuery,
): BoardAnswer {
	const { category } = readAskedSlice({ category: query.category }, loaded.choices);
	const { modelsRevision, version } = loaded;
	return {
		etag: hashState(['matrix', modelsRevision, version.id, snapshotId, category ?? null]),
		body: async () =>
			deps.boards.write.matrix(await makeMatrix(deps, loaded, snapshotId, category)),
	};
}

async function makeMatrix(
	{ db }: BoardDeps,
	loaded: LoadedBenchmark,
	snapshotId: string | null,
	category: string | undefined,
): Promise<FoundMatrix> {
	const columns = listColumns(loaded, category);
	if (snapshotId === null) return { category, columns, rows: [] };
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
		return [{ row, model, cells: byColumn.map((cells) => cells.get(row.id)) }];
	});
	return { category, columns, rows };
}

function listColumns(
	{ choices }: LoadedBenchmark,
	category: string | undefined,
): FoundMatrix['columns'] {
	if (category === undefined)
		return choices.categories.map(({ name, n }) => ({ category: name, subcategory: null, n }));
	const group = choices.categories.find(({ name }) => name === category);
	return (group?.subcategories ?? []).map(({ name, n }) => ({ category, subcategory: name, n }));
}
