import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionEstimate } from '@codejoust/contract/schemas/submission-check';
import { presentJudgeBrief } from './names.ts';

/** What judging a file would take, under the judge that would play it. */
export type EstimatedSubmission = Omit<SubmissionEstimate, 'benchmark' | 'judge'> & {
	readonly version: Pick<BenchmarkVersionRow, 'slug' | 'version'>;
	readonly judge: JudgeBriefRow;
};

export function presentSubmissionEstimate({
	version: { slug, version },
	judge,
	...estimate
}: EstimatedSubmission): SubmissionEstimate {
	return { benchmark: `${slug}@${version}`, judge: presentJudgeBrief(judge), ...estimate };
}
