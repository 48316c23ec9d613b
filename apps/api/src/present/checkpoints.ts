import type { StoredRow } from '@codejoust/board/board-numbers';
import type { ModelDetail } from '@codejoust/contract/schemas/model-page';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import { nameBenchmark } from '../benchmark-name.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSource } from './source.ts';

/** Points of one training on one board, in its order, at least one. */
export type FoundCheckpoints = {
	readonly judge: JudgeBriefRow;
	readonly points: readonly { readonly submission: SubmissionRow; readonly row: StoredRow }[];
};

/** None of a line without a point. */
export function presentCheckpoints({
	judge,
	points,
}: FoundCheckpoints): readonly ModelDetail['checkpoints'][number][] {
	const [first] = points;
	if (!first) return [];
	const { checkpointOf: of, checkpointUnit: unit } = first.submission.source;
	return [
		{
			of: of ?? '',
			unit: unit ?? 'step',
			benchmark: nameBenchmark(first.submission),
			judge: presentJudgeBrief(judge),
			points: points.map(({ submission, row }) => ({
				submission_id: submission.id,
				model: presentModelBrief(submission.model),
				provenance: presentSource(submission.source).provenance,
				count: submission.source.checkpointCount ?? 0,
				n: row.n,
				scored: row.scored,
				score: presentEstimate(row.score),
				rank: row.rank ?? null,
			})),
		},
	];
}
