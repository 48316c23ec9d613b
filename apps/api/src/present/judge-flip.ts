import type { FlipRow } from '@codejoust/db/queries/judges/judge-comparison';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeFlip } from '@codejoust/contract/schemas/judge-comparison';
import { withhold } from '../withhold.ts';
import { presentQuestionStart } from './benchmark.ts';
import { presentModelBrief } from './names.ts';

type Flip = { readonly row: FlipRow; readonly model: ModelBriefRow };

/** A page of battles whose outcome the second judge changed. */
export type FoundFlips = {
	/** Of the benchmark version. */
	readonly visibility: string;
	readonly flips: readonly Flip[];
	/** The battle after which the next page begins. */
	readonly next: string | undefined;
};

export function presentFlips({ flips, next }: FoundFlips, isPrivate: boolean) {
	return {
		items: flips.map((flip) => presentFlip(flip, isPrivate)),
		next_cursor: next ?? null,
	};
}

function presentFlip({ row, model }: Flip, isPrivate: boolean): JudgeFlip {
	return {
		submission_id: row.submissionId,
		model: presentModelBrief(model),
		question_id: row.questionKey,
		question_start: presentQuestionStart(row.messages, isPrivate),
		question_withheld: withhold(row.messages, isPrivate).withheld,
		category: row.category,
		from: { battle_id: row.fromId, outcome: row.fromOutcome, margin: row.fromMargin },
		to: { battle_id: row.toId, outcome: row.toOutcome, margin: row.toMargin },
	};
}
