import { findEntrants } from '@codejoust/db/queries/boards/boards';
import { findBoards } from '@codejoust/db/queries/boards/find-boards';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { listRuns, type RunRow } from '@codejoust/db/queries/runs/runs';
import { findSubmission, type SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { FoundPlace } from '../../present/submission-place.ts';
import { Refusal } from '../../refusal.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { readRunJob } from '../boards/board-input.ts';
import { nameSnapshot } from '../boards/find-board.ts';
import { readSlice } from '../boards/read-slice.ts';
import { readInputs } from '../boards/snapshot-texts.ts';

/** A submission among the models of the board of the judge that judged it, for whoever may see it. */
export async function placeSubmission(
	deps: BoardDeps,
	{ id, viewer }: { readonly id: string; readonly viewer: Viewer },
): Promise<FoundPlace> {
	const submission = await findSubmission(deps.db, id, viewer);
	if (!submission) throw new Refusal('not-found', `There is no submission "${id}".`);
	const runs = await listRuns(deps.db, { submissionId: id, limit: 100 });
	const run = runs.find((one) => one.run.finishedAt && one.run.replicate === 0 && !one.isShadow);
	if (!run || submission.isBaseline) return { submission, judged: undefined };
	const snapshot = await findSnapshot(deps, submission, run.run.judgeVersionId);
	if (!snapshot) return { submission, judged: { judge: run.judge, board: undefined } };
	const rows = (await readSlice(deps, snapshot.id, {})).filter((row) => row.id !== id);
	const models = await findEntrants(
		deps.db,
		rows.map((row) => row.id),
	);
	const comparisons = await compare(deps, submission, run, snapshot.id);
	const board = { snapshot, rows, models, comparisons };
	return { submission, judged: { judge: run.judge, board } };
}

/** The snapshot that the judge's board shows now. */
async function findSnapshot(
	{ db }: BoardDeps,
	{ benchmarkSlug: slug, benchmarkVersion: version }: SubmissionRow,
	judgeVersionId: number,
) {
	const found = await findBoards(db, { slug, version });
	const board = found?.boards.find((one) => one.judgeVersionId === judgeVersionId);
	return board && nameSnapshot(board);
}

async function compare(
	{ db, boards }: BoardDeps,
	{ id, benchmarkVersionId }: SubmissionRow,
	{ run, judge }: RunRow,
	snapshotId: string,
) {
	const key = `place ${snapshotId} ${run.id} ${run.finishedAt?.toISOString()}`;
	return boards.compute(key, async () => {
		const inputs = await readInputs(db, snapshotId);
		const board = { benchmarkVersionId, judgeVersionId: run.judgeVersionId, judge };
		const own = await readRunJob(db, board, { runId: run.id, submissionId: id });
		const [entrant] = own.entrants;
		if (entrant === undefined) throw new Error(`run ${run.id} has no entrant`);
		return { kind: 'place', inputs, entrant } as const;
	});
}
