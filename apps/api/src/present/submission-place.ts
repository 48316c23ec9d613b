import type { Comparison } from '@codejoust/arena/ranks/compare';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { SubmissionPlace } from '@codejoust/contract/schemas/submission-place';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';
import { presentSubmissionBrief } from './submission.ts';

/** A submission and the board that it would be on; undefined as long as no run has ended, and as long as nothing is published. */
export type FoundPlace = {
	readonly submission: SubmissionRow;
	readonly judged:
		| {
				readonly judge: JudgeBriefRow;
				readonly board:
					| {
							readonly snapshot: SnapshotName;
							/** Of the other models, best first. */
							readonly rows: readonly StoredRow[];
							readonly models: ReadonlyMap<string, ModelBriefRow>;
							/** The submission beside each of them. */
							readonly comparisons: readonly Comparison[];
					  }
					| undefined;
		  }
		| undefined;
};

export function presentPlace({ submission: row, judged }: FoundPlace): SubmissionPlace {
	const { judge, board } = judged ?? {};
	const comparisons = new Map(board?.comparisons.map((one) => [one.b, one]));
	return {
		submission: presentSubmissionBrief(row),
		judge: judge ? presentJudgeBrief(judge) : null,
		snapshot: board ? presentSnapshotName(board.snapshot) : null,
		...presentRank([...comparisons.values()]),
		models: (board?.rows ?? []).flatMap((other) => {
			const model = board?.models.get(other.id);
			const pair = comparisons.get(other.id);
			if (!model || !pair) return [];
			const { difference, simultaneous, answer, moreQuestions, shared } = pair;
			return [
				{
					submission_id: other.id,
					model: presentModelBrief(model),
					score: presentEstimate(other.score),
					rank: other.rank ?? null,
					shared,
					difference: difference ? { value: difference.value, ...difference.interval } : null,
					simultaneous: simultaneous ?? null,
					answer: answer.kind,
					reason: answer.reason,
					more_questions: moreQuestions ?? null,
				},
			];
		}),
	};
}

/** Among the models that take part in the board's test; none where the submission itself does not. */
function presentRank(pairs: readonly Comparison[]) {
	const tested = pairs.filter(({ simultaneous }) => simultaneous !== undefined);
	if (tested.length === 0) return { rank: null, beats: null, tied_with: null, beaten_by: null };
	const beats = tested.filter(({ answer }) => answer.kind === 'a-better').length;
	const beatenBy = tested.filter(({ answer }) => answer.kind === 'b-better').length;
	return {
		rank: { best: 1 + beatenBy, worst: 1 + tested.length - beats },
		beats,
		tied_with: tested.length - beats - beatenBy,
		beaten_by: beatenBy,
	};
}
