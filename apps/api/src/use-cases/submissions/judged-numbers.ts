import { listSlices, sliceName } from '@codejoust/arena/outcomes/slices';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { Database } from '@codejoust/db/connect';
import { listRuns, type RunRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { ResultNumbers } from '../../present/submission-result.ts';
import { type BoardDeps, loadBenchmark } from '../boards/board-cache.ts';
import { readRunJob } from '../boards/board-input.ts';
import type { LoadingCache } from '../boards/lru-cache.ts';

export type NumbersDeps = BoardDeps & {
	/** By run and the instant at which it ended: what they are made of never changes, and who may read it is asked each time. */
	readonly numbers: LoadingCache<ResultNumbers>;
};

/** The run that boards count of a submission; undefined as long as none has ended, and of a baseline. */
export async function findJudgedRun(
	db: Database,
	{ id, isBaseline }: Pick<SubmissionRow, 'id' | 'isBaseline'>,
): Promise<RunRow | undefined> {
	if (isBaseline) return undefined;
	const runs = await listRuns(db, { submissionId: id, limit: 100 });
	return runs.find((one) => one.run.finishedAt && one.run.replicate === 0 && !one.isShadow);
}

/** What names the numbers of a run: another one once it was judged again. */
export function nameRun({ run }: RunRow): string {
	return `${run.id} ${run.finishedAt?.toISOString()}`;
}

/** The numbers of one submission alone: overall, by category and by subcategory. */
export async function readNumbers(
	deps: NumbersDeps,
	submission: SubmissionRow,
	run: RunRow,
): Promise<ResultNumbers> {
	return deps.numbers.get(nameRun(run), () => computeNumbers(deps, submission, run));
}

async function computeNumbers(
	{ db, boards }: BoardDeps,
	{ id, benchmarkVersionId }: SubmissionRow,
	row: RunRow,
): Promise<ResultNumbers> {
	const { run, judge } = row;
	const board = { benchmarkVersionId, judgeVersionId: run.judgeVersionId, judge };
	const { slices } = await boards.compute(`result ${nameRun(row)}`, () =>
		readRunJob(db, board, { runId: run.id, submissionId: id }),
	);
	const { questions } = await loadBenchmark({ db, boards }, benchmarkVersionId);
	const found = new Map(
		slices.map(({ slice, questions: n, rows }) => [slice, { n, row: first(rows) }]),
	);
	const categories = [...new Set(questions.map(({ category }) => category))].sort();
	return {
		overall: found.get(sliceName({}))?.row,
		categories: categories.map((category) => {
			const own = found.get(sliceName({ category }));
			return { category, n: own?.n ?? 0, row: own?.row };
		}),
		subcategories: listSlices(questions).flatMap(({ category, subcategory }) => {
			if (category === undefined || subcategory === undefined) return [];
			const own = found.get(sliceName({ category, subcategory }))?.row;
			return own ? [{ category, subcategory, row: own }] : [];
		}),
	};
}

/** The board of one entrant has one row. */
function first(rows: string): StoredRow | undefined {
	return (JSON.parse(rows) as StoredRow[])[0];
}
