import type { Comparison } from '@codejoust/arena/ranks/compare';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import { type BoardState, findBoards } from '@codejoust/db/queries/boards/find-boards';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import {
	findPublishedTwin,
	findSubmission,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions/submissions';
import { nameBenchmark, nameJudge } from '../../benchmark-name.ts';
import type { FoundStanding } from '../../present/model-page.ts';
import type { FoundPlace } from '../../present/submission-place.ts';
import { Refusal } from '../../refusal.ts';
import { loadBenchmark } from '../boards/board-cache.ts';
import { readRunJob } from '../boards/board-input.ts';
import { nameSnapshot } from '../boards/find-board.ts';
import type { LoadingCache } from '../boards/lru-cache.ts';
import { readMatrix } from '../boards/read-matrix.ts';
import { readSlice } from '../boards/read-slice.ts';
import { readInputs } from '../boards/snapshot-texts.ts';
import { describeCategories } from '../models/read-standings.ts';
import { findJudgedRun, nameRun, type NumbersDeps, readNumbers } from './judged-numbers.ts';

export type PlaceDeps = NumbersDeps & {
	/** By snapshot, run and the instant at which the run ended; who may read it is asked each time. */
	readonly places: LoadingCache<readonly Comparison[]>;
};

/** A submission among the models of the board of the judge that judged it, for a viewer who may see it. */
export async function placeSubmission(
	deps: PlaceDeps,
	{ id, viewer }: { readonly id: string; readonly viewer: Viewer },
): Promise<FoundPlace> {
	const submission = await findSubmission(deps.db, id, viewer);
	if (!submission) throw new Refusal('not-found', `There is no submission "${id}".`);
	const run = await findJudgedRun(deps.db, submission);
	if (!run) return { submission, judged: undefined };
	const { board, visibility } = await findBoardOf(deps, submission, run);
	const replaced = await findReplaced(deps, submission);
	const standing = await readStanding(deps, submission, { run, board, visibility, replaced });
	const { judge } = run;
	const runId = run.run.id;
	const snapshot = board && nameSnapshot(board);
	if (!snapshot) return { submission, judged: { runId, judge, standing, board: undefined } };
	const rows = (await readSlice(deps, snapshot.id, {})).filter((row) => row.id !== id);
	const models = await findEntrants(
		deps.db,
		rows.map((row) => row.id),
	);
	const comparisons = await compare(deps, submission, { run, snapshotId: snapshot.id, replaced });
	return {
		submission,
		judged: { runId, judge, standing, board: { snapshot, rows, models, comparisons, replaced } },
	};
}

/** The board of the judge that judged it; undefined as long as it has none. */
export async function findBoardOf(
	{ db }: Pick<PlaceDeps, 'db'>,
	{ benchmarkSlug: slug, benchmarkVersion: version }: SubmissionRow,
	{ run }: RunRow,
): Promise<{
	readonly board: BoardState | undefined;
	readonly visibility: NonNullable<Awaited<ReturnType<typeof findBoards>>>['benchmarkVisibility'];
}> {
	const found = await findBoards(db, { slug, version });
	if (!found)
		throw new Refusal(
			'not-found',
			`${slug}@${version} has no board: it holds the pairs of a check.`,
		);
	const board = found.boards.find((one) => one.judgeVersionId === run.judgeVersionId);
	return { board, visibility: found.benchmarkVisibility };
}

/** Who leaves the board when a submission that is not public is published: an earlier one of its variant. */
export async function findReplaced(
	{ db }: Pick<PlaceDeps, 'db'>,
	submission: SubmissionRow,
): Promise<string | undefined> {
	return submission.state === 'published' ? undefined : findPublishedTwin(db, submission.id);
}

/** What its model's page would show of it, but for its rank; the medians are those of the board as it is. */
async function readStanding(
	deps: PlaceDeps,
	submission: SubmissionRow,
	{
		run,
		board,
		visibility,
		replaced,
	}: { readonly run: RunRow; readonly replaced: string | undefined } & Awaited<
		ReturnType<typeof findBoardOf>
	>,
): Promise<FoundStanding | undefined> {
	const { overall, categories, subcategories } = await readNumbers(deps, submission, run);
	if (!overall) return undefined;
	const loaded = await loadBenchmark(deps, submission.benchmarkVersionId);
	const hasBoard = board !== undefined && board.snapshotId !== null;
	const matrix = hasBoard
		? await readMatrix(deps, nameBenchmark(submission), nameJudge(run.judge))
		: undefined;
	const medians = new Map(
		(matrix ? describeCategories(matrix, submission.id) : []).map((one) => [
			one.category,
			one.boardMedian,
		]),
	);
	const others = (matrix?.rows ?? []).filter(
		({ row }) => row.id !== submission.id && row.id !== replaced,
	);
	return {
		version: { ...loaded.version, ...visibility },
		judge: run.judge,
		models: others.length + 1,
		row: overall,
		model: { ...submission.model, source: submission.source },
		otherJudges: [],
		categories: categories.map((one) => ({
			...one,
			boardMedian: medians.get(one.category) ?? null,
		})),
		subcategories,
	};
}

async function compare(
	{ db, boards, places }: PlaceDeps,
	{ id, benchmarkVersionId }: SubmissionRow,
	{
		run: row,
		snapshotId,
		replaced,
	}: {
		readonly run: RunRow;
		readonly snapshotId: string;
		readonly replaced: string | undefined;
	},
): Promise<readonly Comparison[]> {
	const key = `place ${snapshotId} ${nameRun(row)} ${replaced ?? ''}`;
	const compute = () =>
		boards.compute(key, async () => {
			const inputs = await readInputs(db, snapshotId);
			const { run, judge } = row;
			const board = { benchmarkVersionId, judgeVersionId: run.judgeVersionId, judge };
			const { entrants } = await readRunJob(db, board, { runId: run.id, submissionId: id });
			const [entrant] = entrants;
			if (entrant === undefined) throw new Error(`run ${run.id} has no entrant`);
			return { kind: 'place', inputs, entrant, replaced } as const;
		});
	return places.get(key, compute);
}
