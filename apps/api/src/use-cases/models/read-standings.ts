import { nameJudge, nameBenchmark } from '../../benchmark-name.ts';
import { listSlices, sliceName } from '@codejoust/arena/outcomes/slices';
import { type BoardState, findBoards } from '@codejoust/db/queries/boards/find-boards';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import { median } from '@codejoust/arena/maths/median';
import type { FoundMatrix } from '../../present/matrix.ts';
import type { FoundStanding } from '../../present/model-page.ts';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { type LoadedBenchmark, type BoardDeps, loadBenchmark } from '../boards/board-cache.ts';
import { readMatrix } from '../boards/read-matrix.ts';
import { readSlice } from '../boards/read-slice.ts';
import { readEntrantRows } from '../boards/snapshot-texts.ts';

/** Where submissions to one benchmark version stand on its live board, or on a named judge's; those that do not are left out. */
export async function readStandings(
	deps: BoardDeps,
	submissions: readonly SubmissionRow[],
	judgeName: string | undefined,
): Promise<readonly FoundStanding[]> {
	const [first] = submissions;
	if (!first) return [];
	const found = await findBoards(deps.db, {
		slug: first.benchmarkSlug,
		version: first.benchmarkVersion,
	});
	const boards = found?.boards ?? [];
	const board = boards.find((one) => judgeName === undefined || nameJudge(one.judge) === judgeName);
	const others = boards.filter((one) => one !== board);
	if (!found || !board?.snapshotId) return [];
	const { snapshotId } = board;
	const rows = await readSlice(deps, snapshotId, {});
	const listed = submissions.flatMap((submission) => {
		const row = rows.find(({ id }) => id === submission.id);
		return row ? [{ submission, row }] : [];
	});
	if (listed.length === 0) return [];
	const loaded = await loadBenchmark(deps, first.benchmarkVersionId);
	const matrix = await readMatrix(deps, nameBenchmark(first), nameJudge(board.judge));
	return Promise.all(
		listed.map(async ({ submission, row }) => ({
			version: { ...loaded.version, ...found.benchmarkVisibility },
			judge: board.judge,
			models: rows.length,
			row,
			model: { ...submission.model, source: submission.source },
			otherJudges: await readOtherJudges(deps, others, submission.id),
			categories: describeCategories(matrix, submission.id),
			subcategories: await readSubcategories(deps, loaded, {
				snapshotId,
				submissionId: submission.id,
			}),
		})),
	);
}

async function readOtherJudges(
	deps: BoardDeps,
	boards: readonly BoardState[],
	submissionId: string,
): Promise<FoundStanding['otherJudges']> {
	const found: FoundStanding['otherJudges'][number][] = [];
	for (const { snapshotId, judge } of boards) {
		const rows = snapshotId === null ? [] : await readSlice(deps, snapshotId, {});
		const row = rows.find(({ id }) => id === submissionId);
		if (row) found.push({ judge, models: rows.length, row });
	}
	return found;
}

function describeCategories(
	{ columns, rows }: FoundMatrix,
	submissionId: string,
): FoundStanding['categories'] {
	const own = rows.find(({ row }) => row.id === submissionId);
	return columns.map(({ category, n }, index) => ({
		category,
		n,
		row: own?.cells[index],
		boardMedian: median(rows.flatMap(({ cells }) => cells[index]?.score?.value ?? [])),
	}));
}

async function readSubcategories(
	deps: BoardDeps,
	{ questions }: LoadedBenchmark,
	place: { readonly snapshotId: string; readonly submissionId: string },
): Promise<FoundStanding['subcategories']> {
	const slices = listSlices(questions).flatMap(({ category, subcategory }) =>
		category !== undefined && subcategory !== undefined ? [{ category, subcategory }] : [],
	);
	const rows = await readEntrantRows(deps.db, { ...place, slices: slices.map(sliceName) });
	return slices.flatMap((slice) => {
		// Written by `publishBoard`.
		const row = rows.get(sliceName(slice)) as StoredRow | undefined;
		return row ? [{ ...slice, row }] : [];
	});
}
