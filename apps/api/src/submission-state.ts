import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { NewestRun } from '@codejoust/db/queries/submissions/submission-columns';
import type { SubmissionState } from '@codejoust/contract/schemas/submission-state';

export type StateRow = Pick<
	SubmissionRow,
	| 'state'
	| 'isBaseline'
	| 'responses'
	| 'questions'
	| 'newestRun'
	| 'flags'
	| 'withdrawnReason'
	| 'rejectedReason'
>;

type Derived = {
	readonly state: SubmissionState;
	/** Why it is not where its owner wants it; null where nothing is wrong. */
	readonly reason: string | null;
};

/** All that a submitter learns of a judge or an endpoint that is held. */
const WAITING = 'waiting for a judge';

/** Where a submission is in its life. Follows from what is stored alone, so that no crash can leave it lying. */
export function deriveSubmissionState(row: StateRow): Derived {
	if (row.state === 'withdrawn') return { state: 'withdrawn', reason: row.withdrawnReason };
	if (row.state === 'rejected') return { state: 'rejected', reason: row.rejectedReason };
	if (row.state === 'draft') return describeDraft(row);
	if (row.isBaseline) return { state: 'published', reason: null };
	return row.newestRun ? describeRun(row, row.newestRun) : { state: 'queued', reason: null };
}

function describeDraft({ responses, questions }: StateRow): Derived {
	if (questions !== null && responses === questions) return { state: 'checked', reason: null };
	return { state: 'draft', reason: `It answers ${responses} of ${questions} questions.` };
}

function describeRun(row: StateRow, run: NewestRun): Derived {
	if (run.is_finished) {
		const isScored = run.scored > 0 || run.empty_answers > 0 || run.equal_texts > 0;
		if (!isScored) return { state: 'failed', reason: 'No game could be scored.' };
		if (row.state === 'held') return { state: 'held', reason: describeFlags(row) };
		return { state: row.state === 'published' ? 'published' : 'judged', reason: null };
	}
	if (run.held) return { state: run.held, reason: run.held_reason };
	if (run.is_kept) return { state: 'paused', reason: WAITING };
	return { state: run.is_started ? 'judging' : 'queued', reason: null };
}

function describeFlags({ flags }: StateRow): string {
	return `An operator reviews it first, because of: ${flags.join(', ')}.`;
}
