import { describeRuns } from '../runs/read-run.ts';
import type { Database } from '@codejoust/db/connect';
import { measureQueue } from '@codejoust/db/queries/runs/measure-queue';
import { listRuns, type RunRow } from '@codejoust/db/queries/runs/runs';
import { findSubmission, type SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { ApiDeps } from '../../deps.ts';
import { deriveState } from '../../run-state.ts';
import { deriveSubmissionState } from '../../submission-state.ts';
import type { FoundSubmission } from '../../present/submission.ts';
import { Refusal } from '../../refusal.ts';
import type { Submission } from '@codejoust/contract/schemas/submission';
import type { BoardDeps } from '../boards/board-cache.ts';
import { findFindable } from '../boards/find-findable.ts';
import { findVersionOf } from '../benchmarks/asked-benchmark.ts';
import { estimateGamesOf, estimateRun } from '../runs/estimate-run.ts';
import type { PlannedJudging } from '../runs/plan-judging.ts';
import { chooseJudge } from '../judges/choose-judge.ts';

type ReadDeps = Pick<ApiDeps, 'db' | 'defaultJudge' | 'termsOf'> & BoardDeps;

/**
 * A submission that the viewer may see, with all its runs, newest first, those in the shadow of another judge last. What its
 * judging takes is estimated from `judging` where the caller has just planned it. Its owner is told what difference the board
 * finds until its judging begins, and when the caller has just planned it.
 */
export async function readSubmission(
	deps: ReadDeps,
	id: string,
	viewer: Viewer,
	judging?: PlannedJudging,
): Promise<FoundSubmission> {
	const row = await requireSubmission(deps.db, id, viewer);
	const found = await listRuns(deps.db, { submissionId: id, limit: 100 });
	// What a re-judging asks says nothing of where the submission itself is.
	const runs = found.toSorted((a, b) => Number(a.isShadow) - Number(b.isShadow));
	const isTold = isOwn(row, viewer);
	const ahead = isTold ? await findAhead(deps, row, judging) : undefined;
	return {
		row,
		runs: await describeRuns(deps, runs, viewer),
		queue: await findPlace(deps.db, runs),
		estimate: ahead ? await estimateOwn(deps, row, ahead) : null,
		findable: ahead && (await findFindable(deps, ahead)),
		isOwn: isTold,
	};
}

/** What a viewer may not see is not there for him. */
async function requireSubmission(db: Database, id: string, viewer: Viewer): Promise<SubmissionRow> {
	const row = await findSubmission(db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no submission "${id}".`);
	return row;
}

/** A submission that this viewer may change: his own, or any for an operator. */
export async function requireOwn(db: Database, id: string, viewer: Viewer): Promise<SubmissionRow> {
	const row = await requireSubmission(db, id, viewer);
	if (isOwn(row, viewer)) return row;
	throw new Refusal('forbidden', `Submission ${id} belongs to somebody else.`);
}

function isOwn({ owner }: SubmissionRow, viewer: Viewer): boolean {
	return viewer.isOperator || (owner !== null && owner === viewer.owner);
}

/** Where the newest run waits, as long as it does. */
async function findPlace(db: Database, [newest]: readonly RunRow[]): Promise<Submission['queue']> {
	if (!newest || deriveState(newest) !== 'queued') return null;
	const before = await measureQueue(db, newest.run);
	return { position: before.runs + 1, games_before: before.games };
}

/** What a submission is judged by, as long as its judging has not begun. */
type Ahead = {
	readonly version: { readonly id: number; readonly questions: number };
	readonly judgeVersionId: number;
	readonly judge: JudgeVersionRow;
	readonly judging: PlannedJudging | undefined;
};

/** Undefined once it has begun, unless the caller has just planned it; the judge is the one that would play it. */
async function findAhead(
	deps: ReadDeps,
	row: SubmissionRow,
	judging: PlannedJudging | undefined,
): Promise<Ahead | undefined> {
	if (judging) {
		const { judge } = judging.run;
		// What is submitted answers every question.
		const version = { id: row.benchmarkVersionId, questions: row.responses };
		return { version, judge, judgeVersionId: judge.id, judging };
	}
	const { state } = deriveSubmissionState(row);
	if (state !== 'draft' && state !== 'checked' && state !== 'queued') return undefined;
	const version = await findVersionOf(deps.db, row);
	const judge = await chooseJudge(deps.db, deps, version);
	return { version, judge, judgeVersionId: judge.id, judging };
}

/** What is complete and not begun. */
async function estimateOwn(
	deps: ReadDeps,
	row: SubmissionRow,
	{ judge, judging }: Ahead,
): Promise<Submission['estimate']> {
	const { state } = deriveSubmissionState(row);
	if (state !== 'checked' && state !== 'queued') return null;
	if (judging) return judging.estimate ?? estimateGamesOf(deps.db, judging.run, deps.termsOf);
	return estimateRun(deps.db, { submission: row, judge, replicate: 0 }, deps.termsOf);
}
