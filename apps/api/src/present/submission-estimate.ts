import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionEstimate } from '@codejoust/contract/schemas/submission-check';
import { presentFindable, type FoundFindable } from './findable.ts';
import { presentJudgeBrief } from './names.ts';

/** What judging a file would take, under the judge that would play it. */
export type EstimatedSubmission = Omit<SubmissionEstimate, 'benchmark' | 'judge' | 'findable'> & {
	readonly version: Pick<BenchmarkVersionRow, 'slug' | 'version'>;
	readonly judge: JudgeBriefRow;
	readonly findable: FoundFindable | undefined;
};

export function presentSubmissionEstimate({
	version: { slug, version },
	judge,
	findable,
	...estimate
}: EstimatedSubmission): SubmissionEstimate {
	return {
		benchmark: `${slug}@${version}`,
		judge: presentJudgeBrief(judge),
		...estimate,
		findable: presentFindable(findable),
	};
}
