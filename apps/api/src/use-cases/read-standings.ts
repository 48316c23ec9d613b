import { listSlices, sliceName } from '@codejoust/arena/slices';
import { type BoardState, findBoards } from '@codejoust/db/queries/boards';
import { findEntrantRows } from '@codejoust/db/queries/snapshots';
import type { SubmissionRow } from '@codejoust/db/queries/submissions';
import { median } from '../median.ts';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentEstimate, presentLeaderboardRow } from '../present/leaderboard-row.ts';
import { nameJudge, presentBenchmarkName, presentJudgeBrief } from '../present/names.ts';
import type { Matrix } from '../schemas/leaderboard.ts';
import type { ModelDetail } from '../schemas/model-page.ts';
import type { StandingRow } from './board-numbers.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts } from './board-shelf.ts';
import { readMatrix } from './read-matrix.ts';
import { readSlice } from './read-slice.ts';

export type Standing = ModelDetail['standings'][number];

/** Where submissions to one benchmark version stand on its live board, or on a named judge's; those that do not are left out. */
export async function readStandings(
	deps: BoardDeps,
	submissions: readonly SubmissionRow[],
	judgeName: string | undefined,
): Promise<readonly Standing[]> {
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
	const standing = submissions.flatMap((submission) => {
		const row = rows.find(({ id }) => id === submission.id);
		return row ? [{ submission, row }] : [];
	});
	if (standing.length === 0) return [];
	const facts = await readFacts(deps, first.benchmarkVersionId);
	const judge = presentJudgeBrief(board.judge);
	const matrix = await readMatrix(deps, presentBenchmarkName(first), judge.name);
	return Promise.all(
		standing.map(async ({ submission, row }) => ({
			benchmark: presentBenchmarkBrief({ ...facts.version, ...found.standing }),
			judge,
			models: rows.length,
			row: presentLeaderboardRow(row, submission.model),
			other_judges: await readOtherJudges(deps, others, submission.id),
			categories: describeCategories(matrix, submission.id),
			subcategories: await readSubcategories(deps, facts, {
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
): Promise<Standing['other_judges']> {
	const found: Standing['other_judges'] = [];
	for (const { snapshotId, judge } of boards) {
		const rows = snapshotId === null ? [] : await readSlice(deps, snapshotId, {});
		const row = rows.find(({ id }) => id === submissionId);
		if (!row) continue;
		found.push({
			judge: presentJudgeBrief(judge),
			models: rows.length,
			score: presentEstimate(row.score),
			rank: row.rank ?? null,
		});
	}
	return found;
}

function describeCategories(matrix: Matrix, submissionId: string): Standing['categories'] {
	const own = matrix.rows.find(({ submission_id: id }) => id === submissionId);
	return matrix.columns.map(({ category, n }, index) => ({
		category,
		n,
		scored: own?.cells[index]?.scored ?? 0,
		score: own?.cells[index]?.score ?? null,
		board_median: median(
			matrix.rows.flatMap(({ cells }) => {
				const score = cells[index]?.score;
				return score ? [score.value] : [];
			}),
		),
	}));
}

async function readSubcategories(
	deps: BoardDeps,
	{ questions }: BenchmarkFacts,
	place: { readonly snapshotId: string; readonly submissionId: string },
): Promise<Standing['subcategories']> {
	const slices = listSlices(questions).flatMap(({ category, subcategory }) =>
		category !== undefined && subcategory !== undefined ? [{ category, subcategory }] : [],
	);
	const rows = await findEntrantRows(deps.db, { ...place, slices: slices.map(sliceName) });
	return slices.flatMap((slice) => {
		// Written by `publishBoard`.
		const row = rows.get(sliceName(slice)) as StandingRow | undefined;
		if (!row) return [];
		const { n, scored, wins, ties, losses } = row;
		return [{ ...slice, n, scored, wins, ties, losses, score: presentEstimate(row.score) }];
	});
}
