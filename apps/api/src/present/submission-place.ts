import type { Comparison } from '@codejoust/arena/ranks/compare';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { ModelStanding } from '@codejoust/contract/schemas/model-page';
import type { SubmissionPlace } from '@codejoust/contract/schemas/submission-place';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { describePlace, type PlaceRank } from './place-words.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { type FoundStanding, presentStanding } from './model-page.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';
import { presentSubmissionBrief } from './submission.ts';

type PlacedBoard = {
	readonly snapshot: SnapshotName;
	/** Of the other models, best first. */
	readonly rows: readonly StoredRow[];
	readonly models: ReadonlyMap<string, ModelBriefRow>;
	/** The submission beside each of them. */
	readonly comparisons: readonly Comparison[];
	/** The one of them that leaves the board when the submission is published. */
	readonly replaced: string | undefined;
};

/** A submission and the board that it would be on; undefined as long as no run has ended, and as long as nothing is published. */
export type FoundPlace = {
	readonly submission: SubmissionRow;
	readonly judged:
		| {
				readonly runId: string;
				readonly judge: JudgeBriefRow;
				readonly standing: FoundStanding | undefined;
				readonly board: PlacedBoard | undefined;
		  }
		| undefined;
};

export function presentPlace({ submission: row, judged }: FoundPlace): SubmissionPlace {
	const { judge, board, standing } = judged ?? {};
	const rank = rankAmong(board, standing?.row.rank !== undefined);
	const submission = presentSubmissionBrief(row);
	return {
		submission,
		summary: describePlace(submission, judged && rank),
		judge: judge ? presentJudgeBrief(judge) : null,
		run_id: judged?.runId ?? null,
		snapshot: board ? presentSnapshotName(board.snapshot) : null,
		...presentRank(rank),
		ranked: rank.ranked,
		standing: standing ? presentPlacedStanding(standing, rank) : null,
		models: board ? presentModels(board) : [],
	};
}

function presentModels(board: PlacedBoard): SubmissionPlace['models'] {
	const comparisons = new Map(board.comparisons.map((one) => [one.b, one]));
	return board.rows.flatMap((other) => {
		const model = board.models.get(other.id);
		const pair = comparisons.get(other.id);
		if (!model || !pair) return [];
		const { difference, simultaneous, answer, moreQuestions, shared } = pair;
		return [
			{
				submission_id: other.id,
				model: presentModelBrief(model),
				score: presentEstimate(other.score),
				rank: other.rank ?? null,
				is_replaced: other.id === board.replaced,
				shared,
				difference: difference ? { value: difference.value, ...difference.interval } : null,
				simultaneous: simultaneous ?? null,
				answer: answer.kind,
				reason: answer.reason,
				more_questions: moreQuestions ?? null,
			},
		];
	});
}

/** Among the models that take part in the board's test; no rank where the submission itself has too few scored battles. */
function rankAmong(board: PlacedBoard | undefined, isRanked: boolean): PlaceRank {
	const staying = (board?.comparisons ?? []).filter(({ b }) => b !== board?.replaced);
	const tested = staying.filter(({ simultaneous }) => simultaneous !== undefined);
	const count = (kind: Comparison['answer']['kind']) =>
		tested.filter(({ answer }) => answer.kind === kind).length;
	return {
		hasOthers: staying.length > 0,
		ranked: isRanked ? tested.length + 1 : 0,
		beats: count('a-better'),
		beatenBy: count('b-better'),
	};
}

function presentRank({ ranked, beats, beatenBy }: PlaceRank) {
	if (ranked === 0) return { rank: null, beats: null, tied_with: null, beaten_by: null };
	return {
		rank: { best: 1 + beatenBy, worst: ranked - beats },
		beats,
		tied_with: ranked - 1 - beats - beatenBy,
		beaten_by: beatenBy,
	};
}

/** Rating and score at equal length it has among others alone. */
function presentPlacedStanding(found: FoundStanding, rank: PlaceRank): ModelStanding {
	const standing = presentStanding(found);
	const among = {
		length_controlled: null,
		length_controlled_refusal: null,
		rating: null,
		rating_refusal: null,
	};
	return { ...standing, row: { ...standing.row, ...among, ...presentRank(rank) } };
}
