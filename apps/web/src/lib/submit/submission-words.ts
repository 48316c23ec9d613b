import type { LeaderboardRow, SubmissionBrief } from '@codejoust/contract/client';
import { formatUnits } from '../format/quantity.ts';
import { showHidden } from '../text/visible-text.ts';

type State = SubmissionBrief['state'];

const SAYS: Readonly<Record<State, string>> = {
	draft: 'Answers are still missing.',
	checked: 'It is complete; nothing is judged before it is submitted.',
	queued: 'Its judging has not started yet.',
	judging: 'The judge is judging it.',
	paused: 'Its judging is paused.',
	judged: 'Only its owner, the operators, and readers who have a link to it see it.',
	held: 'It is on no public board yet.',
	published: 'Everybody sees it.',
	rejected: 'It is on no board.',
	cancelled: 'Its judging was cancelled.',
	failed: 'No result can be shown.',
	withdrawn: 'It is on no board any more.',
};

const HEADLINES: Readonly<Record<State, string>> = {
	draft: 'Draft',
	checked: 'Complete draft',
	queued: 'Waiting to be judged',
	judging: 'Being judged',
	paused: 'Judging paused',
	judged: 'Private result',
	held: 'Result withheld until an operator has reviewed it',
	published: 'Public result',
	rejected: 'Rejected by an operator',
	cancelled: 'Judging cancelled',
	failed: 'Judging failed',
	withdrawn: 'Withdrawn',
};

/** What a page of a submission is headed by: true in its state, and for battles without a score. */
export function headlineOf(
	{
		state,
		is_baseline: isBaseline,
		superseded_by: later,
	}: Pick<SubmissionBrief, 'state' | 'is_baseline' | 'superseded_by'>,
	row: Pick<LeaderboardRow, 'unscored'> | undefined,
): string {
	if (isBaseline) return 'The baseline';
	const headline = HEADLINES[state];
	const parts = [
		state === 'published' && later !== null ? 'replaced by a later one' : undefined,
		hasResult(state) && row && row.unscored > 0
			? `${formatUnits(row.unscored, 'battle')} unscored`
			: undefined,
	].filter((part) => part !== undefined);
	return [headline, ...parts].join(', ');
}

function hasResult(state: State): boolean {
	return state === 'judged' || state === 'held' || state === 'published';
}

/** Where a submission is in its life, with the reason where there is one. */
export function describeState({
	state,
	reason,
}: Pick<SubmissionBrief, 'state' | 'reason'>): string {
	return reason === null ? SAYS[state] : `${SAYS[state]} ${showHidden(reason)}`;
}

/** Whether what a page shows of it may change by itself. */
export function isMoving(state: State): boolean {
	return state === 'queued' || state === 'judging' || state === 'paused';
}
