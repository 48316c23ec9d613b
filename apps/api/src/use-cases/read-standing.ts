import { listSlices, sliceName } from '@codejoust/arena/slices';
import { findBoards } from '@codejoust/db/queries/boards';
import { findEntrantRows } from '@codejoust/db/queries/snapshots';
import type { SubmissionRow } from '@codejoust/db/queries/submissions';
import { median } from '../median.ts';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentEstimate, presentLeaderboardRow } from '../present/leaderboard-row.ts';
import { presentBenchmarkName, presentJudgeBrief } from '../present/names.ts';
import type { Matrix } from '../schemas/leaderboard.ts';
import type { ModelDetail } from '../schemas/model-page.ts';
import type { StandingRow } from './board-numbers.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts } from './board-shelf.ts';
import { readMatrix } from './read-matrix.ts';
import { readSlice } from './read-slice.ts';

export type Standing = ModelDetail['standings'][number];

/** Where a submission stands on its benchmark's live board; undefined when it does not. */
export async function readStanding(
	deps: BoardDeps,
	submission: SubmissionRow,
): Promise<Standing | undefined> {
	const found = await findBoards(deps.db, {
		slug: submission.benchmarkSlug,
		version: submission.benchmarkVersion,
	});
	const [board] = found?.boards ?? [];
	if (!board?.snapshotId) return undefined;
	const rows = await readSlice(deps, board.snapshotId, {});
	const row = rows.find(({ id }) => id === submission.id);
	if (!row) return undefined;
	const facts = await readFacts(deps, submission.benchmarkVersionId);
	const judge = presentJudgeBrief(board.judge);
	const matrix = await readMatrix(deps, presentBenchmarkName(submission), judge.name);
	return {
		benchmark: { ...presentBenchmarkBrief(facts.version), name: found?.name ?? facts.version.name },
		judge,
		models: rows.length,
		row: presentLeaderboardRow(row, submission.model),
		categories: describeCategories(matrix, submission.id),
		subcategories: await readSubcategories(deps, facts, {
			snapshotId: board.snapshotId,
			submissionId: submission.id,
		}),
	};
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
