import { sliceName } from '@codejoust/arena/outcomes/slices';
import { listRuns, type RunRow } from '@codejoust/db/queries/runs/runs';
import { findSubmission, type SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { isSameSecret, hashSecret } from '../../api-key.ts';
import { type BoardDeps, loadBenchmark } from '../boards/board-cache.ts';
import type { FoundResult, ResultNumbers } from '../../present/submission-result.ts';
import { Refusal } from '../../refusal.ts';
import { readRunJob } from '../boards/board-input.ts';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { LoadingCache } from '../boards/lru-cache.ts';

type ResultDeps = BoardDeps;

/** The numbers of one submission, for whoever may see it or brings the token of its link. */
export async function readResult(
	deps: ResultDeps & { readonly numbers: LoadingCache<ResultNumbers> },
	{
		id,
		viewer,
		share,
	}: { readonly id: string; readonly viewer: Viewer; readonly share?: string | undefined },
): Promise<FoundResult> {
	const row = await findSubmission(deps.db, id);
	const isShared = row && row.state !== 'withdrawn' && isToken(row, share);
	const submission = isShared ? row : await findSubmission(deps.db, id, viewer);
	if (!submission) throw new Refusal('not-found', `There is no submission "${id}".`);
	const runs = await listRuns(deps.db, { submissionId: id, limit: 100 });
	const run = runs.find((one) => one.run.finishedAt && one.run.replicate === 0 && !one.isShadow);
	if (!run || submission.isBaseline) return { submission, judged: undefined };
	const { finishedAt } = run.run;
	const key = `${run.run.id} ${finishedAt?.toISOString()}`;
	const numbers = await deps.numbers.get(key, () => computeNumbers(deps, submission, run));
	return { submission, judged: { judge: run.judge, numbers } };
}

function isToken({ shareToken }: SubmissionRow, share: string | undefined): boolean {
	return shareToken !== null && share !== undefined && isSameSecret(share, hashSecret(shareToken));
}

async function computeNumbers(
	{ db, boards }: ResultDeps,
	submission: SubmissionRow,
	{ run, judge }: RunRow,
): Promise<ResultNumbers> {
	const { benchmarkVersionId } = submission;
	const board = { benchmarkVersionId, judgeVersionId: run.judgeVersionId, judge };
	const { slices } = await boards.compute(`result ${run.id} ${run.finishedAt?.toISOString()}`, () =>
		readRunJob(db, board, { runId: run.id, submissionId: submission.id }),
	);
	const { questions } = await loadBenchmark({ db, boards }, benchmarkVersionId);
	const rowOf = new Map(
		slices.map(({ slice, questions, rows }) => [slice, { n: questions, row: first(rows) }]),
	);
	const categories = [...new Set(questions.map(({ category }) => category))].sort();
	return {
		overall: rowOf.get(sliceName({}))?.row,
		categories: categories.map((category) => {
			const found = rowOf.get(sliceName({ category }));
			return { category, n: found?.n ?? 0, row: found?.row };
		}),
	};
}

/** The board of one entrant has one row. */
function first(rows: string): StoredRow | undefined {
	return (JSON.parse(rows) as StoredRow[])[0];
}
