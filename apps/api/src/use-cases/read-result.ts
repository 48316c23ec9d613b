import { sliceName } from '@codejoust/arena/slices';
import { listRuns, type RunRow } from '@codejoust/db/queries/runs';
import { findSubmission, type SubmissionRow } from '@codejoust/db/queries/submissions';
import type { Viewer } from '@codejoust/db/queries/viewer';
import { isSameSecret, hashSecret } from '../api-key.ts';
import type { ApiDeps } from '../deps.ts';
import { presentEstimate, presentLeaderboardRow } from '../present/leaderboard-row.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { presentSubmission } from '../present/submission.ts';
import { Refusal } from '../refusal.ts';
import type { SubmissionResult } from '../schemas/submission-result.ts';
import { readRunJob } from './board-input.ts';
import type { StandingRow } from './board-numbers.ts';
import type { Kept } from './keep.ts';

type ResultDeps = Pick<ApiDeps, 'db' | 'boards'>;

/** The numbers of one submission, for whoever may see it or brings the token of its link. */
export async function readResult(
	deps: ResultDeps & { readonly numbers: Kept<Numbers> },
	{
		id,
		viewer,
		share,
	}: { readonly id: string; readonly viewer: Viewer; readonly share?: string | undefined },
): Promise<SubmissionResult> {
	const row = await findSubmission(deps.db, id);
	const isShared = row && row.state !== 'withdrawn' && isToken(row, share);
	const seen = isShared ? row : await findSubmission(deps.db, id, viewer);
	if (!seen) throw new Refusal('not-found', `There is no submission "${id}".`);
	const submission = presentSubmission(seen);
	const runs = await listRuns(deps.db, { submissionId: id, limit: 100 });
	const run = runs.find((one) => one.run.finishedAt && one.run.replicate === 0 && !one.isShadow);
	if (!run || seen.isBaseline) return { submission, judge: null, row: null, categories: [] };
	const { finishedAt } = run.run;
	const key = `${run.run.id} ${finishedAt?.toISOString()}`;
	const numbers = await deps.numbers.get(key, () => computeNumbers(deps, seen, run));
	return { submission, judge: presentJudgeBrief(run.judge), ...numbers };
}

export type Numbers = Pick<SubmissionResult, 'row' | 'categories'>;

function isToken({ shareToken }: SubmissionRow, share: string | undefined): boolean {
	return shareToken !== null && share !== undefined && isSameSecret(share, hashSecret(shareToken));
}

async function computeNumbers(
	{ db, boards }: ResultDeps,
	submission: SubmissionRow,
	{ run, judge }: RunRow,
): Promise<Numbers> {
	const { benchmarkVersionId } = submission;
	const board = { benchmarkVersionId, judgeVersionId: run.judgeVersionId, judge };
	const job = await readRunJob(db, board, { runId: run.id, submissionId: submission.id });
	const { slices } = await boards.thread.run(job);
	const rowOf = new Map(
		slices.map(({ slice, questions, rows }) => [slice, { n: questions, row: first(rows) }]),
	);
	const overall = rowOf.get(sliceName({}))?.row;
	const categories = [...new Set(job.head.questions.map(({ category }) => category))].sort();
	return {
		row: overall
			? { ...presentLeaderboardRow(overall, submission.model), rank: null, tie_group: null }
			: null,
		categories: categories.map((category) => {
			const found = rowOf.get(sliceName({ category }));
			return {
				category,
				n: found?.n ?? 0,
				scored: found?.row?.scored ?? 0,
				score: presentEstimate(found?.row?.score),
			};
		}),
	};
}

/** The board of one entrant has one row. */
function first(rows: string): StandingRow | undefined {
	return (JSON.parse(rows) as StandingRow[])[0];
}
